//! Does the look at an installation only look?

use std::process::Command;

#[test]
fn to_look_at_an_installation_that_is_not_there_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("samverka.db");
    let out = Command::new(env!("CARGO_BIN_EXE_samverka"))
        .arg("check")
        .env("SAMVERKA_DATABASE", format!("sqlite:{}", path.display()))
        .env("SAMVERKA_KEY_FILE", folder.path().join("key"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(!out.status.success() && said.contains("MEND    database: there is no sqlite:"), "{said}");
    assert!(said.contains("translations"), "the rest is looked at all the same: {said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
