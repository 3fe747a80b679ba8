// SPDX-License-Identifier: Apache-2.0
//! The syntax tree of a template.

use super::text::Text;
use std::sync::Arc;

/// Interned name. Equal names have equal numbers.
pub type Name = u32;

#[derive(Debug)]
pub enum Expr {
    Str(Arc<Text>),
    Int(i128),
    Float(f64),
    Bool(bool),
    None,
    Name(Name),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Dict(Vec<(Expr, Expr)>),
    Attr(Box<Expr>, Arc<str>),
    Item(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, [Option<Box<Expr>>; 3]),
    Call(Box<Expr>, Args),
    Filter(Box<Expr>, Arc<str>, Args),
    Test(Box<Expr>, Arc<str>, Args),
    Not(Box<Expr>),
    Neg(Box<Expr>),
    Pos(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// Operators of `binary`, and eq ne lt le gt ge in notin for Compare.
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Concat(Vec<Expr>),
    Compare(Box<Expr>, Vec<(&'static str, Expr)>),
    /// value if condition else other
    If(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
}

#[derive(Debug, Default)]
pub struct Args {
    pub positional: Vec<Expr>,
    pub named: Vec<(Arc<str>, Expr)>,
    pub star: Option<Box<Expr>>,
    pub star_star: Option<Box<Expr>>,
}

#[derive(Debug)]
pub enum Target {
    Name(Name),
    /// namespace.attribute
    Member(Name, Arc<str>),
    Tuple(Vec<Target>),
}

#[derive(Debug)]
pub struct Macro {
    pub name: Arc<str>,
    pub params: Vec<(Name, Arc<str>, Option<Expr>)>,
    pub body: Vec<Stmt>,
    /// Uses of varargs, kwargs and caller in the body.
    pub uses_varargs: bool,
    pub uses_kwargs: bool,
    pub uses_caller: bool,
}

#[derive(Debug)]
pub struct Stmt {
    pub line: u32,
    pub kind: Kind,
}

#[derive(Debug)]
pub enum Kind {
    Data(Arc<Text>),
    Print(Expr),
    If(Vec<(Expr, Vec<Stmt>)>, Vec<Stmt>),
    For { target: Target, over: Expr, condition: Option<Expr>, body: Vec<Stmt>, otherwise: Vec<Stmt>, recursive: bool },
    Set(Target, Expr),
    /// Target, filters with their arguments (first applied first), body.
    SetBlock(Target, Vec<(Arc<str>, Args)>, Vec<Stmt>),
    Macro(Name, Arc<Macro>),
    /// The macro is passed as the caller.
    Call(Expr, Arc<Macro>),
    FilterBlock(Vec<(Arc<str>, Args)>, Vec<Stmt>),
    With(Vec<(Target, Expr)>, Vec<Stmt>),
    Generation(Vec<Stmt>),
    Scope(Vec<Stmt>),
    Break,
    Continue,
}
