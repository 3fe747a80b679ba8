// SPDX-License-Identifier: Apache-2.0
//! Running what strangers wrote. A chat template is a program, and a tokenizer nearly one: it may double a text sixty times, join a
//! million pieces, or nest a hundred thousand brackets, and running out of memory or stack ends a program. So such work has a stack of its
//! own, and its allocations are counted. Where it asks for more than it may have, or takes too long, its stack is left as it is, in
//! the middle of the request, for as long as the program runs: nothing goes on in it, nothing of it is freed, and the caller is told.

use crate::message::given_up;
use crate::{caught, Outcome};
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::OnceLock;

/// The first that there are addresses for; memory is taken where it is touched. 128 thousand levels need half of the first.
const STACKS: [usize; 3] = [128 << 20, 32 << 20, 8 << 20];
/// The clock is asked after so many allocations, and at each large one.
const OFTEN: u32 = 256;
const LARGE: usize = 64 << 10;

#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub memory: i64,
    /// Counted on top of each allocation: values can be nested in as many levels as there are allocations, and letting go takes stack.
    pub each: i64,
    /// Of the processor.
    pub seconds: f64,
}

/// What work was given up for.
#[derive(Clone, Copy)]
enum Why {
    Memory,
    Time,
}

struct Purse {
    limits: Limits,
    left: Cell<i64>,
    began: f64,
    requests: Cell<u32>,
    way_out: *const Yielder<(), Why>,
}

thread_local! {
    /// Of the work that this thread does now, else null.
    static PURSE: Cell<*const Purse> = const { Cell::new(ptr::null()) };
    static STACK_OF_THREAD: RefCell<Option<DefaultStack>> = const { RefCell::new(None) };
    static GAVE_UP: Cell<bool> = const { Cell::new(false) };
}

/// The outcome of `body`, which needs nothing that is used after it.
pub(crate) fn once<T>(name: &str, limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    confined(limits, body)?.unwrap_or_else(|why| Err(why.words(name, limits)))
}

/// Something that a stranger wrote, and all work with it. Once such work was given up nothing more is done with it, not even letting it go:
/// what was given up is in the middle of it for ever.
pub(crate) struct Strange<T> {
    name: &'static str,
    thing: ManuallyDrop<T>,
    given_up: OnceLock<String>,
}

impl<T> Strange<T> {
    pub fn make(name: &'static str, limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<Self> {
        let thing = once(name, limits, body)?;
        Ok(Strange { name, thing: ManuallyDrop::new(thing), given_up: OnceLock::new() })
    }
    pub fn with<R>(&self, limits: Limits, body: impl FnOnce(&T) -> Outcome<R>) -> Outcome<R> {
        self.check()?;
        self.noted(limits, confined(limits, || body(&self.thing))?)
    }
    pub fn with_mut<R>(&mut self, limits: Limits, body: impl FnOnce(&mut T) -> Outcome<R>) -> Outcome<R> {
        self.check()?;
        let outcome = confined(limits, || body(&mut self.thing))?;
        self.noted(limits, outcome)
    }
    fn noted<R>(&self, limits: Limits, outcome: Result<Outcome<R>, Why>) -> Outcome<R> {
        outcome.unwrap_or_else(|why| Err(self.given_up.get_or_init(|| why.words(self.name, limits)).clone()))
    }
    fn check(&self) -> Outcome<()> {
        self.given_up.get().map_or(Ok(()), |reason| Err(reason.clone()))
    }
}

impl<T> Drop for Strange<T> {
    fn drop(&mut self) {
        if self.given_up.get().is_none() {
            unsafe { ManuallyDrop::drop(&mut self.thing) } // once, here
        }
    }
}

impl Why {
    fn words(self, name: &str, limits: Limits) -> String {
        given_up(match self {
            Why::Memory => msg!("%1 asks for more than %2 MiB of memory", name, (limits.memory >> 20)),
            Why::Time => msg!("%1 does not end: stopped after %2 seconds", name, format!("{:.0}", limits.seconds)),
        })
    }
}

/// Ok(Err) where the work was given up.
fn confined<T>(limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<Result<Outcome<T>, Why>> {
    // Work that was given up may have left things of this thread in disorder (a cell that it had borrowed), so what follows has another.
    if GAVE_UP.get() {
        return in_own_thread(limits, body);
    }
    let stack = match STACK_OF_THREAD.take() {
        Some(stack) => stack,
        None => STACKS.iter().find_map(|bytes| DefaultStack::new(*bytes).ok()).ok_or_else(|| msg!("no memory for a stack"))?,
    };
    let work = |way_out: &Yielder<(), Why>, ()| {
        let purse = Purse { limits, left: Cell::new(limits.memory), began: processor_seconds(), requests: Cell::new(0), way_out };
        PURSE.set(&purse);
        let outcome = caught(body);
        PURSE.set(ptr::null());
        outcome
    };
    // It borrows what `body` does. It ends before this function does, or never goes on.
    let mut work: Coroutine<(), Why, Outcome<T>> = unsafe { Coroutine::with_stack_unchecked(stack, work) };
    match work.resume(()) {
        CoroutineResult::Return(outcome) => {
            STACK_OF_THREAD.set(Some(work.into_stack()));
            Ok(Ok(outcome))
        }
        CoroutineResult::Yield(why) => {
            std::mem::forget(work);
            GAVE_UP.set(true);
            Ok(Err(why))
        }
    }
}

fn in_own_thread<T>(limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<Result<Outcome<T>, Why>> {
    struct Carried<T>(T);
    // The thread that is begun here is waited for here, so nothing is used by two at once.
    unsafe impl<T> Send for Carried<T> {}
    let body = Carried(body);
    let work = move || {
        let body = body;
        Carried(confined(limits, body.0))
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, work).map_err(|e| msg!("no thread could be started: %1", e))?;
        thread.join().map_or_else(|_| Err(msg!("the library stopped on this input")), |outcome| outcome.0)
    })
}

fn processor_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

impl Purse {
    fn pay(&self, bytes: usize) {
        let left = self.left.get() - self.limits.each - bytes as i64;
        self.left.set(left);
        if left < 0 {
            self.give_up(Why::Memory);
        }
        self.look_at_the_clock(bytes >= LARGE);
    }
    fn look_at_the_clock(&self, now: bool) {
        self.requests.set(self.requests.get().wrapping_add(1));
        if (now || self.requests.get() % OFTEN == 0) && processor_seconds() - self.began > self.limits.seconds {
            self.give_up(Why::Time);
        }
    }
    /// Does not return.
    fn give_up(&self, why: Why) {
        PURSE.set(ptr::null());
        loop {
            // The work is forgotten by who is told, so this is not come back to.
            unsafe { &*self.way_out }.suspend(why);
        }
    }
}

fn with_purse(act: impl FnOnce(&Purse)) {
    // It stands on the stack of the work that is asking.
    if let Some(purse) = unsafe { PURSE.get().as_ref() } {
        act(purse);
    }
}

/// Does not return where there is too little left.
fn pay(bytes: usize) {
    with_purse(|purse| purse.pay(bytes));
}

fn pay_back(bytes: usize) {
    with_purse(|purse| purse.left.set(purse.left.get() + purse.limits.each + bytes as i64));
}

/// For work that may go on for long without asking for memory; does not return where the time is over.
pub(crate) fn look_at_the_clock() {
    with_purse(|purse| purse.look_at_the_clock(false));
}

struct Counted;

unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        pay(layout.size());
        System.alloc(layout)
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        pay(layout.size());
        System.alloc_zeroed(layout)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        pay_back(layout.size());
        System.dealloc(at, layout);
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        pay(size);
        pay_back(layout.size());
        System.realloc(at, layout, size)
    }
}

#[global_allocator]
static COUNTED: Counted = Counted;
