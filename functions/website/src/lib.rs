//! What the website shows of a tenant's records, and what it changes.
//!
//! A5, conversations:
//! - `GET /api/threads`: conversations, latest activity first
//! - `GET /api/threads/{id}`: a conversation
//! - `GET /api/threads/{id}/messages`: a conversation's messages, newest first
//! - `POST /api/threads/{id}/read`, `…/unread`: all of it is read, or up to a message; something is unread
//!
//! A10, what users say about conversations:
//! - `PATCH /api/threads/{id}`: done or open, who sees to it, tags
//! - `GET`, `PUT /api/tags`: the tags that there are
//! - `GET`, `POST /api/threads/{id}/notes`, `PATCH`, `DELETE …/notes/{note_id}`: what users write for each other
//!
//! A9, contacts and what they want:
//! - `GET /api/contacts`: people, those heard of last first
//! - `POST /api/contacts`: somebody who has not written yet
//! - `GET`, `PATCH /api/contacts/{id}`: a person with all conversations; a name or reference for it
//! - `GET /api/contacts/{id}/timeline`: what has happened with a person, the latest first
//! - `GET`, `POST /api/contacts/imports`, `GET …/{id}`: files of contacts, taken in later
//! - `POST /api/contacts/{id}/merge`: another contact is the same person
//! - `GET /api/opt-outs`: who wants no messages; it and the next one also as a file (`?format=csv`)
//! - `GET`, `POST /api/consents`: all that is known of what contacts want; notes a wish
//!
//! A10, what there is to see to and to find:
//! - `GET /api/counts`: how many conversations are open, unread, …; missed calls, new voicemails
//! - `GET /api/search/messages`: messages by their words
//!
//! A14, texts that users put into messages:
//! - `GET`, `POST /api/snippets`, `PATCH`, `DELETE /api/snippets/{id}`
//!
//! A6, calls:
//! - `GET /api/calls`: calls, newest first, all or those with a lead (`?lead_id=`)
//! - `GET /api/calls/{id}`: a call with its legs and recordings
//! - `PATCH /api/calls/{id}`: somebody has looked at it
//!
//! A7, voicemails:
//! - `GET /api/voicemails`: voicemails, newest first, all or those of one status (`?status=`)
//! - `GET /api/voicemails/{id}`: a voicemail with its audio
//! - `PATCH /api/voicemails/{id}`: changes its status
//!
//! A11, what has happened:
//! - `GET /api/events`: events after a cursor, oldest first
//! - `GET /api/live`: the channel by which pages hear of them at once
//!
//! A8, preferences:
//! - `GET`, `PUT`, `PATCH /api/preferences`: how calls are treated, all of it or what changes
//! - `PUT`, `DELETE /api/preferences/greeting`: the audio that callers hear

mod audio;
mod calls;
mod consents;
mod contacts;
mod conversation;
mod counts;
mod csv;
mod events;
mod filters;
mod greeting;
mod imports;
mod legs;
mod lists;
mod live;
mod messages;
mod new_contact;
mod notes;
mod people;
mod preferences;
mod route;
mod search;
mod snippets;
mod source;
mod stored;
mod tags;
mod threads;
mod timeline;
mod voicemails;

use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;

use route::Route;

/// This part of the website API.
#[derive(Debug)]
pub enum Website {}

impl Api for Website {
    const NAME: &'static str = "website";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        let body = match Route::of(request)? {
            Route::Threads => threads::list(app, request).await,
            Route::Thread(thread) => conversation::get(app, request, &thread).await,
            Route::Messages(thread) => messages::list(app, request, &thread).await,
            Route::ChangeThread(thread) => conversation::change(app, request, &thread).await,
            Route::Read(thread) => conversation::read(app, request, &thread).await,
            Route::Unread(thread) => conversation::unread(app, request, &thread).await,
            Route::Notes(thread) => notes::list(app, request, &thread).await,
            Route::AddNote(thread) => return notes::create(app, request, &thread).await,
            Route::ChangeNote(thread, note) => notes::change(app, request, (&thread, &note)).await,
            Route::DeleteNote(thread, note) => notes::delete(app, request, (&thread, &note)).await,
            Route::Snippets => snippets::list(app, request).await,
            Route::AddSnippet => return snippets::create(app, request).await,
            Route::ChangeSnippet(id) => snippets::change(app, request, &id).await,
            Route::DeleteSnippet(id) => snippets::delete(app, request, &id).await,
            Route::Tags => tags::list(app, request).await,
            Route::ReplaceTags => tags::replace(app, request).await,
            Route::Contacts => contacts::list(app, request).await,
            Route::Contact(contact) => contacts::get(app, request, &contact).await,
            Route::Imports => imports::list(app, request).await,
            Route::AddImport => return imports::create(app, request).await,
            Route::Import(import) => imports::get(app, request, &import).await,
            Route::AddContact => return new_contact::create(app, request).await,
            Route::MergeContact(contact) => contacts::merge(app, request, &contact).await,
            Route::DescribeContact(contact) => contacts::describe(app, request, &contact).await,
            Route::Timeline(contact) => timeline::list(app, request, &contact).await,
            Route::OptOuts => return consents::opt_outs(app, request).await,
            Route::Consents => return consents::list(app, request).await,
            Route::SetConsent => consents::set(app, request).await,
            Route::Events => events::list(app, request).await,
            Route::Live => live::get(app, request),
            Route::Calls => calls::list(app, request).await,
            Route::SeeCall(call) => calls::see(app, request, &call).await,
            Route::Counts => counts::get(app, request).await,
            Route::SearchMessages => search::messages(app, request).await,
            Route::Call(call) => calls::get(app, request, &call).await,
            Route::Voicemails => voicemails::list(app, request).await,
            Route::Voicemail(sid) => voicemails::get(app, request, &sid).await,
            Route::MarkVoicemail(sid) => voicemails::mark(app, request, &sid).await,
            Route::Preferences => preferences::get(app, request).await,
            Route::ReplacePreferences => preferences::replace(app, request).await,
            Route::ChangePreferences => preferences::change(app, request).await,
            Route::ReplaceGreeting => greeting::replace(app, request).await,
            Route::RemoveGreeting => greeting::remove(app, request).await,
        };
        body.map(Answer::from)
    }
}
