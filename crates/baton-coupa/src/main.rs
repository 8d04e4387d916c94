//! The program `baton-coupa`.

fn main() -> baton_sdk::exit::Code {
    baton_coupa::app::main()
}
