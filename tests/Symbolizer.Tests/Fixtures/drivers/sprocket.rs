// A unit of rustc: functions in namespaces, names mangled.
#![no_std]
#![crate_type = "lib"]

pub mod wheel {
    pub struct Wheel {
        pub teeth: u32,
    }

    impl Wheel {
        #[inline(never)]
        pub fn turn(&self, times: u32) -> u32 {
            self.teeth.wrapping_mul(times)
        }
    }

    #[inline(never)]
    pub fn spin(wheel: &Wheel) -> u32 {
        wheel.turn(7).wrapping_add(1)
    }
}

#[no_mangle]
pub extern "C" fn sprocket_run(teeth: u32) -> u32 {
    wheel::spin(&wheel::Wheel { teeth })
}
