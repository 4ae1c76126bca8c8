//! What callers hear in other languages.

use shared::answers::{Inbound, menu_again, nobody_answers, not_in_service, sorry, unavailable};
use shared::records::{Choice, Menu, Preferences};
use twilio::twiml::Response;
use twilio::voice::Voice;

use crate::answers::{call, checked, forwarded};

fn voice(language: &str) -> Voice {
    Voice::of_language(language).unwrap()
}

fn spoken(language: &str) -> Preferences {
    Preferences { voice: voice(language), voicemail_enabled: true, ..Preferences::default() }
}

/// The first sentence that is said.
fn said(answer: &Response) -> String {
    let text = checked(answer);
    let (_, rest) = text.split_once("<Say ").unwrap();
    rest.split_once("</Say>").unwrap().0.to_owned()
}

#[test]
fn a_voicemail_is_taken_in_the_tenants_language() {
    let answer = nobody_answers(Response::empty(), &call(), &spoken("es-ES"));
    insta::assert_snapshot!(checked(&answer), @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Lucia">Gracias por llamar. En este momento nadie puede atender su llamada. Deje un mensaje después de la señal.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1&amp;voice=Lucia#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001&amp;transcribe=no#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"/><Say voice="Polly.Lucia">Adiós.</Say><Hangup/></Response>"##);
}

#[test]
fn every_language_has_its_words() {
    let of = |language| said(&nobody_answers(Response::empty(), &call(), &spoken(language)));
    insta::assert_snapshot!(of("en-GB"), @r#"voice="Polly.Amy">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone."#);
    insta::assert_snapshot!(of("es-MX"), @r#"voice="Polly.Mia">Gracias por llamar. En este momento nadie puede atender su llamada. Deje un mensaje después de la señal."#);
    insta::assert_snapshot!(of("fr-FR"), @r#"voice="Polly.Lea">Merci de votre appel. Personne ne peut vous répondre pour le moment. Veuillez laisser un message après le signal sonore."#);
    insta::assert_snapshot!(of("de-DE"), @r#"voice="Polly.Vicki">Vielen Dank für Ihren Anruf. Zurzeit kann niemand Ihren Anruf entgegennehmen. Bitte hinterlassen Sie nach dem Signalton eine Nachricht."#);
    insta::assert_snapshot!(of("pt-BR"), @r#"voice="Polly.Camila">Agradecemos a sua ligação. No momento, ninguém pode atender. Deixe uma mensagem após o sinal."#);
    insta::assert_snapshot!(of("pt-PT"), @r#"voice="Polly.Ines">Agradecemos a sua chamada. De momento, ninguém pode atender. Deixe uma mensagem após o sinal."#);
    insta::assert_snapshot!(of("it-IT"), @r#"voice="Polly.Bianca">Grazie per la chiamata. Al momento nessuno può rispondere. La preghiamo di lasciare un messaggio dopo il segnale acustico."#);
    insta::assert_snapshot!(of("nl-NL"), @r#"voice="Polly.Lotte">Bedankt voor het bellen. Op dit moment kan niemand uw oproep aannemen. Spreek na de toon een bericht in."#);
}

#[test]
fn the_tenants_own_words_are_read_by_its_voice() {
    let greeting_text = Some("Hier ist Ada.".to_owned());
    let preferences = Preferences { greeting_text, ..spoken("de-DE") };
    let answer = nobody_answers(Response::empty(), &call(), &preferences);
    insta::assert_snapshot!(said(&answer), @r#"voice="Polly.Vicki">Hier ist Ada."#);
    let choices = [("1".to_owned(), Choice::Voicemail)].into();
    let menu = Menu { prompt: "Drücken Sie die 1.".to_owned(), choices };
    let preferences = Preferences { voicemail_enabled: false, ..spoken("de-DE") };
    insta::assert_snapshot!(checked(&menu_again(&call(), &preferences, &menu)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Vicki">Diese Auswahl gibt es leider nicht.</Say><Gather action="https://a.b/api/twilio/voice-twiml?step=menu-again&amp;call=CA1&amp;voice=Vicki#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Vicki">Drücken Sie die 1.</Say></Gather><Say voice="Polly.Vicki">Vielen Dank für Ihren Anruf. Zurzeit kann niemand Ihren Anruf entgegennehmen. Bitte versuchen Sie es später noch einmal. Auf Wiederhören.</Say><Hangup/></Response>"#);
}

#[test]
fn a_forwarded_call_goes_on_in_the_same_voice() {
    let preferences = Preferences { recording_enabled: true, ..spoken("fr-FR") };
    insta::assert_snapshot!(checked(&forwarded(&call(), &preferences, "+15550190009")), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Lea">Cet appel peut être enregistré.</Say><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA1&amp;voice=Lea#rp=5xx,ct,rt&amp;rc=2" timeout="20" timeLimit="7200" answerOnBridge="true" callerId="+15550190001" record="record-from-answer-dual" recordingStatusCallback="https://a.b/api/twilio/recording-status?call=CA1#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"><Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA1&amp;voice=Lea#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/call-status?call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190009</Number></Dial></Response>"#);
}

/// Twilio writes down nothing else.
#[test]
fn only_english_is_written_down() {
    for voice in Voice::all() {
        let preferences = Preferences { voice, voicemail_enabled: true, ..Preferences::default() };
        let text = checked(&nobody_answers(Response::empty(), &call(), &preferences));
        let is_english = voice.language().starts_with("en-");
        assert_eq!(text.contains("transcribe=\"true\""), is_english, "{voice}");
        assert_eq!(text.contains("transcribe=no"), !is_english, "{voice}");
    }
}

#[test]
fn what_goes_wrong_is_told_in_the_voice_that_the_url_names() {
    let lost = Inbound { voice: voice("nl-NL"), ..call() };
    insta::assert_snapshot!(said(&unavailable(&lost)), @r#"voice="Polly.Lotte">Het spijt ons, we kunnen u op dit moment niet doorverbinden. Spreek na de toon een bericht in."#);
    insta::assert_snapshot!(said(&sorry(voice("it-IT"))), @r#"voice="Polly.Bianca">Siamo spiacenti, si è verificato un errore. La preghiamo di riprovare più tardi. Arrivederci."#);
    insta::assert_snapshot!(said(&not_in_service(voice("pt-PT"))), @r#"voice="Polly.Ines">O número para o qual ligou não está em serviço. Adeus."#);
}
