//! Files that are not taken, and who may send one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{IMPORTS, ask, begin, get, numbers, post, sandbox, work};

#[tokio::test]
async fn a_file_that_cannot_be_read_says_what_is_wrong() {
    let sandbox = sandbox().await;
    let windows = b"phone_number,name\n+15550190001,Ada\n+15550190002,Zo\xeb\n".to_vec();
    let junk: Vec<u8> = (0..5_000_u32).map(|n| (n * 7).to_le_bytes()[0]).collect();
    for (file, words) in [
        (b"phone_number;name\n+15550190001;Ada\n".to_vec(), "`;`"),
        (b"phone_number,email\n+15550190001,a@b.c\n".to_vec(), "email"),
        (windows, "line 3"),
        (junk, "UTF-8"),
        (Vec::new(), "phone_number"),
        (numbers(0, 10_001).into_bytes(), "10,000"),
    ] {
        let (status, refused) = post(&sandbox, "demo", file).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!("body")), "{refused}");
        assert!(refused["error"]["message"].as_str().unwrap().contains(words), "{refused}");
    }
    let (status, refused) = post(&sandbox, "demo", vec![b'x'; 4 * 1024 * 1024 + 1]).await;
    assert_eq!((status, &refused["error"]["code"]), (413, &json!("too_large")));
    for kind in ["application/json", "text/csv; charset=windows-1252"] {
        let request = sandbox.request("demo", Method::POST, IMPORTS);
        let request = request.header("content-type", kind).body("phone_number\n+15550190001\n");
        assert_eq!(request.send().await.unwrap().status(), 415, "{kind}");
    }
    assert_eq!(get(&sandbox, IMPORTS).await["items"], json!([]));
    assert_eq!(sandbox.records("JobsTable").await.unwrap(), Vec::<Value>::new());
}

#[tokio::test]
async fn of_several_at_once_one_is_taken() {
    let sandbox = sandbox().await;
    for begun in 0..2 {
        let files = (0..4).map(|file| post(&sandbox, "demo", numbers(file * 2, 2)));
        let answers = futures::future::join_all(files).await;
        let taken = answers.iter().filter(|(status, _)| *status == 202).count();
        let refused = answers.iter().filter(|(_, body)| body["error"]["code"] == "import_running");
        assert_eq!((taken, refused.count()), (1, 3), "{begun}: {answers:?}");
        assert!(work(&sandbox).await);
    }
}

#[tokio::test]
async fn a_tenant_sees_its_own_and_has_one_at_a_time() {
    let sandbox = sandbox().await;
    let path = begin(&sandbox, numbers(0, 2)).await;
    let (status, refused) = post(&sandbox, "demo", numbers(5, 1)).await;
    assert_eq!((status, &refused["error"]["code"]), (409, &json!("import_running")));
    assert_eq!(post(&sandbox, "other", numbers(0, 2)).await.0, 202, "another tenant's");
    assert_eq!(ask(&sandbox, "other", (Method::GET, &path)).await.0, 404);
    for nobody in ["x", "01K6FZ5Z2N3V4W5X6Y7Z8A9B0C"] {
        let path = format!("{IMPORTS}/{nobody}");
        assert_eq!(ask(&sandbox, "demo", (Method::GET, &path)).await.0, 404, "{path}");
    }
    assert!(work(&sandbox).await);
    for tenant in ["demo", "other"] {
        let (_, contacts) = ask(&sandbox, tenant, (Method::GET, "/api/contacts")).await;
        assert_eq!(contacts["items"].as_array().unwrap().len(), 2, "{tenant}");
    }
    assert_eq!(post(&sandbox, "demo", numbers(5, 1)).await.0, 202);
}
