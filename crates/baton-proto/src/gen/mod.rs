//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

pub mod c1 {
    pub mod c1z {
        pub mod v1;
        pub mod v3;
    }
    pub mod config {
        pub mod v1;
    }
    pub mod connector {
        pub mod v2;
    }
    pub mod connectorapi {
        pub mod baton {
            pub mod v1;
        }
    }
    pub mod ratelimit {
        pub mod v1;
    }
    pub mod storage {
        pub mod v3;
    }
}
pub mod google {
    pub mod rpc;
}
