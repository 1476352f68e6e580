//! The server over real HTTP.

mod common;
mod corrections;
mod events;
mod gate;
mod layers;
mod limits;
mod outside;
mod pages;
mod stop;
