//! The environment variables that Lambda gives a function.

use std::collections::BTreeMap;
use std::path::Path;

use crate::endpoint::Endpoint;
use crate::program::Program;
use crate::world::World;

/// Those of a program at an endpoint, whose runtime API is there.
pub(crate) fn variables(
    world: &World,
    program: &Program,
    endpoint: Endpoint,
    api: &str,
) -> BTreeMap<String, String> {
    let root = program.file.parent().unwrap_or(Path::new("/")).to_string_lossy();
    let own = [
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_FUNCTION_NAME", program.function.name()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        ("AWS_LAMBDA_RUNTIME_API", api),
        // Of Node's SDK, which otherwise tells of Node's age at each start.
        ("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true"),
        ("LAMBDA_TASK_ROOT", &root),
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ("TZ", ":UTC"),
        ("_HANDLER", program.handler),
    ];
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut all: BTreeMap<_, _> = own.into();
    all.extend(world.sandbox.aws.environment(program.function.id()));
    all.insert("AWS_ENDPOINT_URL".to_owned(), world.url(endpoint));
    if endpoint.is_tls() {
        // Each runtime has another name for it.
        for name in ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"] {
            all.insert(name.to_owned(), world.tls.bundle());
        }
    }
    all
}
