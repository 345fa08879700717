//! A file has its final name only if it is the video of the host from its first byte to its last.

use std::fs;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha512};

use super::{
    LENGTH, OVERLAP, TIMES, TargetFolder, bytes, checkpoint, complete, download, from, header,
    interrupted_after, origin, ranges, record_of, rest, run, run_to_end, sha256, video_head, video_of_size,
    whole,
};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    video::{mp4, mp4_box, rejected},
};

/// Downloads bytes whose length no header announces.
async fn download_without_length(file_size: Option<u64>, bytes: &[u8]) -> Result<(), String> {
    let host = ScriptedHost::start();
    let video = video_of_size(&host, file_size, vec![video_head().send(bytes); 6]).await;
    let folder = TargetFolder::new();
    let Err(error) = host.run(video.download_to(folder.target())).await else {
        assert_eq!(fs::read(folder.target()).unwrap(), bytes);
        return Ok(());
    };
    // It may have been interrupted, so it is retried.
    assert_eq!(host.requests().len(), 6);
    assert!(error.is_download());
    folder.assert_empty();
    let reason = format!(
        "the video seems to be incomplete after {} bytes, and its host does not announce its length",
        bytes.len()
    );
    assert_eq!(error.to_string(), rejected(&reason, &host.url("/1.mp4")));
    Err(reason)
}

#[tokio::test(start_paused = true)]
async fn a_video_without_a_length_is_complete_only_if_its_boxes_are() {
    let video = mp4(600);
    // 32 and 40 are the ends of boxes, 48 is the end of the header of the last one.
    for end in [31, 32, 33, 39, 40, 41, 47, 48, 49, 599] {
        download_without_length(None, &video[..end]).await.unwrap_err();
    }
    download_without_length(None, &video).await.unwrap();

    let (kind, description) = (mp4_box(b"ftyp", b"isom\0\0\0\0"), mp4_box(b"moov", b""));
    let whole = |content: &[u8]| [&kind, &description, content].concat();
    let content = mp4_box(b"mdat", &[7; 99]);
    let mut large = [&1_u32.to_be_bytes(), b"mdat".as_slice(), &26_u64.to_be_bytes(), &[7; 10]].concat();
    download_without_length(None, &whole(&[mp4_box(b"free", b""), content.clone()].concat())).await.unwrap();
    download_without_length(None, &whole(&mp4_box(b"moof", b""))).await.unwrap();
    download_without_length(None, &[kind.clone(), content.clone(), description.clone()].concat())
        .await
        .unwrap();
    download_without_length(None, &whole(&large)).await.unwrap();

    large[15] = 15;
    download_without_length(None, &whole(&large)).await.unwrap_err();
    large[8] = 0xff;
    download_without_length(None, &whole(&large)).await.unwrap_err();
    let to_the_end = [&0_u32.to_be_bytes(), b"mdat".as_slice(), &[7; 99]].concat();
    download_without_length(None, &whole(&to_the_end)).await.unwrap_err();
    download_without_length(None, &[kind, content].concat()).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_video_without_a_length_is_complete_if_it_has_the_size_that_the_job_reports() {
    let webm = [b"\x1a\x45\xdf\xa3\x42\x82\x84webm".as_slice(), &[7; 300]].concat();
    let size = webm.len() as u64;
    download_without_length(Some(size), &webm).await.unwrap();
    for other in [None, Some(size - 1), Some(size + 1)] {
        download_without_length(other, &webm).await.unwrap_err();
    }
}

#[tokio::test(start_paused = true)]
async fn the_sha256_of_the_file_is_returned() {
    let expected: [u8; 32] = Sha256::digest(bytes()).into();
    let scripts = [vec![complete()], vec![interrupted_after(100_000), rest(34_464)]];
    for script in scripts {
        let folder = TargetFolder::new();
        let downloaded = run(&folder, script).await.0.unwrap();
        assert_eq!(downloaded.sha256(), &expected);
        assert_eq!(downloaded.sha256_hex(), sha256(&bytes()));
        assert_eq!((downloaded.bytes(), downloaded.path()), (LENGTH as u64, folder.target().as_path()));
    }
    let folder = TargetFolder::new();
    folder.write_part(&bytes()[..100_000], &record_of(&bytes()[..100_000]));
    assert_eq!(run(&folder, vec![rest(34_464)]).await.0.unwrap().sha256(), &expected);
}

/// As after a power failure, which can lose any page that was not synced.
#[tokio::test(start_paused = true)]
async fn a_part_that_was_changed_on_disk_is_resumed_before_the_change() {
    let checkpoints = [70_000, 140_000, 210_000, 280_000];
    let mut record = vec![header(), origin()];
    record.extend(checkpoints.map(|end| checkpoint(&bytes()[..end])));
    for (changed, resumed) in [(5, None), (69_999, None), (70_000, Some(70_000)), (200_000, Some(140_000))] {
        let folder = TargetFolder::new();
        let mut part = bytes()[..290_000].to_vec();
        let page = changed..(changed + 4096).min(part.len());
        part[page].fill(0);
        folder.write_part(&part, &record);
        let (start, response) = match resumed {
            Some(end) => (from(end - OVERLAP), rest(end - OVERLAP)),
            None => (None, complete()),
        };
        assert_eq!(run_to_end(&folder, vec![response]).await, [(0.0, start)], "{changed}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_part_that_is_shorter_than_its_checkpoints_is_resumed_at_its_last_whole_one() {
    let mut record = vec![header(), origin()];
    record.extend([70_000, 140_000].map(|end| checkpoint(&bytes()[..end])));
    let folder = TargetFolder::new();
    folder.write_part(&bytes()[..139_999], &record);
    let start = 70_000 - OVERLAP;
    assert_eq!(run_to_end(&folder, vec![rest(start)]).await, [(0.0, from(start))]);
}

fn base64(digest: impl AsRef<[u8]>) -> String {
    STANDARD.encode(digest)
}

/// Headers with checksums of these bytes.
fn checksums(bytes: &[u8]) -> Vec<(&'static str, String, &'static str)> {
    let (md5, sha256) = (base64(Md5::digest(bytes)), base64(Sha256::digest(bytes)));
    let sha512 = base64(Sha512::digest(bytes));
    vec![
        ("repr-digest", format!("unknown=:YQ==:, sha-256=:{sha256}:"), "SHA-256"),
        ("content-digest", format!("sha-512=:{sha512}:;parameter"), "SHA-512"),
        ("digest", format!("adler32=03da0195,SHA-256={sha256}"), "SHA-256"),
        ("digest", format!("md5={md5}"), "MD5"),
        ("content-md5", md5.clone(), "MD5"),
        ("x-goog-hash", format!("crc32c=n03x6A==,md5={md5}"), "MD5"),
    ]
}

#[tokio::test(start_paused = true)]
async fn checksums_of_the_host_are_verified() {
    for (name, value, _) in checksums(&bytes()) {
        let folder = TargetFolder::new();
        assert_eq!(run_to_end(&folder, vec![complete().header(name, value)]).await.len(), 1);
    }
    for (name, value, algorithm) in checksums(b"another video") {
        let folder = TargetFolder::new();
        let (outcome, host) = run(&folder, vec![complete().header(name, value)]).await;
        let reason = format!("the video differs from the {algorithm} checksum that its host sent");
        assert_eq!(outcome.unwrap_err().to_string(), rejected(&reason, &host.url("/1.mp4")), "{name}");
        folder.assert_empty();
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_a_checksum_is_ignored() {
    for value in ["", "md5", "md5=", "md5=:YQ==:", "sha-256=nonsense", "crc32c=n03x6A==", "MD5=====", "=,=;:"]
    {
        let folder = TargetFolder::new();
        let response = complete().header("digest", value).header("content-md5", value);
        run_to_end(&folder, vec![response]).await;
    }
}

/// The checksum is that of the first response, which may have come to another process.
#[tokio::test(start_paused = true)]
async fn a_resumed_video_that_differs_from_its_checksum_is_downloaded_from_the_start() {
    let md5 = base64(Md5::digest(bytes()));
    let mut changed = bytes();
    changed[90_000] ^= 1;
    let first = whole().header("etag", super::ETAG).header("content-md5", &md5).send(&changed[..200_000]);
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let mut script = vec![first];
    script.extend(vec![ScriptedResponse::empty("503 Service Unavailable"); 5]);
    script.extend([rest(200_000 - OVERLAP), complete().header("content-md5", &md5)]);
    let video = host.video(script).await;
    download(&host, &video, folder.target()).await.unwrap_err();
    download(&host, &video, folder.target()).await.unwrap();
    folder.assert_complete();
    assert_eq!(ranges(&host)[6..], [(TIMES[5], from(200_000 - OVERLAP)), (TIMES[5], None)]);
}
