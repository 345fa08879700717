//! A terminal: a pseudo-terminal of the system, and what its screen shows.

use std::{
    fs::{File, OpenOptions},
    io::Read as _,
    num::NonZero,
    process::Stdio,
    thread,
    time::Duration,
};

use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};
use tokio::{sync::watch, time::timeout};

use super::without_times;

const ROWS: u16 = 40;

/// Real time after which a screen that does not show what a test waits for is reported.
const STUCK: Duration = Duration::from_secs(120);

pub struct Terminal {
    /// The end that commands write to.
    device: File,
    screens: watch::Receiver<String>,
}

impl Terminal {
    pub fn new(columns: u16) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let device = OpenOptions::new().read(true).write(true).open(name).unwrap();
        tcsetwinsize(&device, Winsize { ws_row: ROWS, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let (sender, screens) = watch::channel(String::new());
        let mut output = File::from(master);
        thread::spawn(move || {
            let mut emulator = vt100::Parser::new(size(ROWS), size(columns), 0);
            let mut bytes = [0; 64 * 1024];
            // Reading fails when nobody can write any more.
            while let Ok(length @ 1..) = output.read(&mut bytes) {
                emulator.process(&bytes[..length]);
                let rows = emulator.screen().rows(0, columns);
                let screen = rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n");
                let _ = sender.send(screen.trim_end().to_owned());
            }
        });
        Self { device, screens }
    }

    /// The end that a command writes to.
    pub fn writer(&self) -> Stdio {
        self.device.try_clone().unwrap().into()
    }

    /// What the screen shows as soon as it fulfils a condition twice in a row with the same text, apart from times. A
    /// screen that is only half written is followed by another one.
    pub async fn screen(&mut self, condition: impl Fn(&str) -> bool) -> String {
        let mut last = None;
        let found = async {
            loop {
                self.screens.changed().await.expect("the terminal is open");
                let screen = without_times(&self.screens.borrow());
                if condition(&screen) && last.as_ref() == Some(&screen) {
                    return screen;
                }
                last = Some(screen);
            }
        };
        match timeout(STUCK, found).await {
            Ok(screen) => screen,
            Err(_) => panic!("the screen remains\n{}", *self.screens.borrow()),
        }
    }

    /// What remains on the screen when nobody writes to it any more.
    pub async fn end(self) -> String {
        let Self { device, mut screens } = self;
        drop(device);
        while timeout(STUCK, screens.changed()).await.expect("the terminal is not open").is_ok() {}
        without_times(&screens.borrow())
    }
}

fn size(lines: u16) -> NonZero<u16> {
    NonZero::new(lines).unwrap()
}
