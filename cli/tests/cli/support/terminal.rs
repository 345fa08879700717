//! A terminal: a pseudo-terminal of the system, and what its screen shows.

use std::{fs::File, io::Read as _, num::NonZero, process::Stdio, thread, time::Duration};

use rustix::{
    fs::{Mode, OFlags},
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
        let (mut output, device) = open(columns, ROWS);
        let (sender, screens) = watch::channel(String::new());
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

/// A terminal of this size: the end that shows what is written, and the end that commands write to.
pub fn open(columns: u16, rows: u16) -> (File, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    tcsetwinsize(&master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let device = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (master.into(), device.into())
}

fn size(lines: u16) -> NonZero<u16> {
    NonZero::new(lines).unwrap()
}
