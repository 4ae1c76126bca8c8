//! Calls in another language than English.

use serde_json::json;
use twilio_simulator::{Party, Step};

use super::{Received, only_call, takes, told};

#[tokio::test]
async fn a_voicemail_in_spanish_is_not_written_down() {
    let preferences = json!({ "language": "es-MX", "greeting_text": null });
    let (phone, caller) = (Some(Party::NoAnswer), vec![Step::speak(9)]);
    let call = Received { caller, phone, preferences, ..Received::default() };
    let (world, played) = call.played().await;
    assert_eq!(
        told::received(&played, &only_call(&world).await),
        [
            "caller: (ringing) 'Gracias por llamar. En este momento nadie puede atender su llamada. Deje un mensaje después de la señal.' (beep)",
            "phone: nothing",
            "record: completed, voicemail, talk 0; leg no-answer; voicemail of 9",
        ]
    );
    let voicemail = &world.get("/api/voicemails").await["items"][0];
    assert_eq!(voicemail["transcription_status"], "none");
}

#[tokio::test]
async fn a_recorded_call_in_german() {
    let preferences = json!({ "language": "de-DE", "recording_enabled": true });
    let call = Received { phone: Some(takes(30)), preferences, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'Dieses Gespräch wird möglicherweise aufgezeichnet.' (ringing) (talk 30)",
            "phone: 'Sie haben einen Anruf von 15550190001. Drücken Sie die 1, um ihn anzunehmen.' ×2 (talk 30)",
            "record: completed, answered, talk 52; leg completed taken; recording completed",
        ]
    );
}
