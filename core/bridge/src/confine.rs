// SPDX-License-Identifier: Apache-2.0
//! Confines work on untrusted input. A chat template is a program and a tokenizer nearly one: each may exhaust memory or stack, which would
//! end the process. Such work therefore runs on its own stack, with counted allocations. If it exceeds its limits, its stack is abandoned
//! in the middle of the request for the life of the process. Nothing on it is freed, and the caller gets an error.

use crate::message::given_up;
use crate::{caught, Outcome};
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::OnceLock;

/// Stack sizes, tried in this order; the first that fits the address space is used. Pages are committed on first touch. 128 thousand
/// nesting levels need half of the first size.
const STACKS: [usize; 3] = [128 << 20, 32 << 20, 8 << 20];
/// The clock is read once per this many allocations, and at each large one.
const OFTEN: u32 = 256;
const LARGE: usize = 64 << 10;

#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub memory: i64,
    /// Added to the size of each allocation. Values can be nested as deep as there are allocations, and dropping them takes stack.
    pub each: i64,
    /// CPU seconds.
    pub seconds: f64,
}

/// Reason for abandoning work.
#[derive(Clone, Copy)]
enum Why {
    Memory,
    Time,
}

struct Budget {
    limits: Limits,
    left: Cell<i64>,
    began: f64,
    requests: Cell<u32>,
    way_out: *const Yielder<(), Why>,
}

thread_local! {
    /// Budget of this thread's current work, or null.
    static BUDGET: Cell<*const Budget> = const { Cell::new(ptr::null()) };
    static STACK_OF_THREAD: RefCell<Option<DefaultStack>> = const { RefCell::new(None) };
    static GAVE_UP: Cell<bool> = const { Cell::new(false) };
}

/// Runs `body` once. It must need nothing that is used afterwards.
pub(crate) fn once<T>(name: &str, limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    confined(limits, body)?.unwrap_or_else(|why| Err(why.words(name, limits)))
}

/// Value built from untrusted input, and all work on it. After work on it was abandoned the value is never used or dropped, because the
/// suspended work still borrows it.
pub(crate) struct Untrusted<T> {
    name: &'static str,
    thing: ManuallyDrop<T>,
    given_up: OnceLock<String>,
}

impl<T> Untrusted<T> {
    pub fn make(name: &'static str, limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<Self> {
        let thing = once(name, limits, body)?;
        Ok(Untrusted { name, thing: ManuallyDrop::new(thing), given_up: OnceLock::new() })
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

impl<T> Drop for Untrusted<T> {
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

/// Returns Ok(Err) if the work was abandoned.
fn confined<T>(limits: Limits, body: impl FnOnce() -> Outcome<T>) -> Outcome<Result<Outcome<T>, Why>> {
    // Abandoned work may have left thread-local state borrowed, so later work runs on a new thread.
    if GAVE_UP.get() {
        return in_own_thread(limits, body);
    }
    let stack = match STACK_OF_THREAD.take() {
        Some(stack) => stack,
        None => STACKS.iter().find_map(|bytes| DefaultStack::new(*bytes).ok()).ok_or_else(|| msg!("no memory for a stack"))?,
    };
    let work = |way_out: &Yielder<(), Why>, ()| {
        let budget = Budget { limits, left: Cell::new(limits.memory), began: processor_seconds(), requests: Cell::new(0), way_out };
        BUDGET.set(&budget);
        let outcome = caught(body);
        BUDGET.set(ptr::null());
        outcome
    };
    // Borrows what `body` borrows. It ends before this function returns, or is never resumed.
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
    // The thread is joined here, so nothing is used concurrently.
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

impl Budget {
    fn charge(&self, bytes: usize) {
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
        BUDGET.set(ptr::null());
        loop {
            // The receiver forgets the coroutine, so it is never resumed.
            unsafe { &*self.way_out }.suspend(why);
        }
    }
}

fn with_purse(act: impl FnOnce(&Budget)) {
    // The budget lives on the stack of the work that allocates.
    if let Some(budget) = unsafe { BUDGET.get().as_ref() } {
        act(budget);
    }
}

/// Does not return if the budget is exceeded.
fn charge(bytes: usize) {
    with_purse(|budget| budget.charge(bytes));
}

fn refund(bytes: usize) {
    with_purse(|budget| budget.left.set(budget.left.get() + budget.limits.each + bytes as i64));
}

/// For work that may run long without allocating. Does not return if the time limit is exceeded.
pub(crate) fn look_at_the_clock() {
    with_purse(|budget| budget.look_at_the_clock(false));
}

struct Counted;

unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        charge(layout.size());
        System.alloc(layout)
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        charge(layout.size());
        System.alloc_zeroed(layout)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        refund(layout.size());
        System.dealloc(at, layout);
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        charge(size);
        refund(layout.size());
        System.realloc(at, layout, size)
    }
}

#[global_allocator]
static COUNTED: Counted = Counted;
