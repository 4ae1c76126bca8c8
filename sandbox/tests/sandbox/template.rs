//! The repository's own template, and what small ones may not say.

mod refused;

use std::collections::BTreeMap;
use std::time::Duration;

use sandbox::template::{Permission, Queue, QueueSource, Route, Template};
use serde_json::json;

const REAL: &str = include_str!("../../../template.yaml");
const ENDPOINT: &str = "http://127.0.0.1:3002";

fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn real() -> Template {
    let given = parameters(&[
        ("JwtIssuer", "http://127.0.0.1:3000"),
        ("JwtAudience", "website"),
        ("MediaMaxBytes", "5"),
    ]);
    Template::parse(REAL, ENDPOINT, &given).unwrap()
}

#[test]
fn the_real_template_names_every_function() {
    let template = real();
    let found: Vec<_> = template
        .functions
        .iter()
        .map(|(id, function)| (id.as_str(), function.binary.as_str()))
        .collect();
    let expected = [
        ("MediaFunction", "media"),
        ("OutboundCallFunction", "outbound-call"),
        ("SmsFunction", "sms"),
        ("StatusFunction", "status"),
        ("SweeperFunction", "sweeper"),
        ("WebsiteFunction", "website"),
    ];
    for function in expected {
        assert!(found.contains(&function), "{function:?} in {found:?}");
    }
}

#[test]
fn environments_hold_resolved_references_as_text() {
    let template = real();
    let environment = &template.functions["SmsFunction"].environment;
    assert_eq!(environment["ACCOUNTS_TABLE"], "AccountsTable");
    assert_eq!(environment["MEDIA_BUCKET"], "mediabucket");
    assert_eq!(environment["MEDIA_QUEUE_URL"], "http://127.0.0.1:3002/000000000000/MediaQueue");
    assert_eq!(environment["TOKEN_KEY_ID"], "TokenKey");
    assert_eq!(environment["TENANT_CLAIM"], "sub");
    assert_eq!(environment["MEDIA_MAX_BYTES"], "5");
    assert_eq!(environment["PUBLIC_BASE_URL"], "");
}

#[test]
fn events_become_routes_sources_and_schedules() {
    let template = real();
    let webhook = &template.functions["SmsFunction"];
    assert_eq!(
        webhook.routes,
        [Route {
            method: "POST".to_owned(),
            path: "/api/twilio/sms-webhook".to_owned(),
            authorized: false,
        }]
    );
    assert_eq!(webhook.timeout, Duration::from_secs(10));
    let read = Route {
        method: "POST".to_owned(),
        path: "/api/threads/{id}/read".to_owned(),
        authorized: true,
    };
    assert!(template.functions["WebsiteFunction"].routes.contains(&read));
    let media = &template.functions["MediaFunction"];
    assert_eq!(media.sources, [QueueSource { queue: "MediaQueue".to_owned(), batch_size: 5 }]);
    assert_eq!(media.timeout, Duration::from_mins(5));
    let sweeper = &template.functions["SweeperFunction"];
    assert_eq!(sweeper.schedules, [Duration::from_mins(1)]);
}

#[test]
fn tables_queues_and_the_authorizer_are_read() {
    let template = real();
    let table = &template.tables["ThreadsTable"];
    assert_eq!(table["TableName"], "ThreadsTable");
    assert_eq!(table["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(
        table["KeySchema"],
        json!([
            {"AttributeName": "tenant_id", "KeyType": "HASH"},
            {"AttributeName": "thread_id", "KeyType": "RANGE"},
        ])
    );
    assert_eq!(table["GlobalSecondaryIndexes"][0]["IndexName"], "by_activity");
    assert!(table.get("PointInTimeRecoverySpecification").is_none());
    assert_eq!(
        template.queues["MediaQueue"],
        Queue {
            visibility_timeout: Duration::from_mins(30),
            redrive: Some(("MediaDeadLetterQueue".to_owned(), 6)),
        }
    );
    let dead = &template.queues["MediaDeadLetterQueue"];
    assert_eq!(dead.visibility_timeout, Duration::from_secs(30));
    assert_eq!(template.buckets.keys().collect::<Vec<_>>(), ["MediaBucket"]);
    assert_eq!(template.keys, ["TokenKey"]);
    assert_eq!(template.jwt_issuer, "http://127.0.0.1:3000");
    assert_eq!(template.jwt_audience, ["website"]);
}

#[test]
fn a_domain_is_the_public_url_unless_a_proxy_stands_before_it() {
    let of = |more: &[(&str, &str)]| {
        let domain = [
            ("JwtIssuer", "http://i"),
            ("JwtAudience", "website"),
            ("DomainName", "api.example.com"),
            ("CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/1"),
        ];
        let given = parameters(&[&domain[..], more].concat());
        let template = Template::parse(REAL, ENDPOINT, &given).unwrap();
        template.functions["NumbersFunction"].environment["PUBLIC_BASE_URL"].clone()
    };
    assert_eq!(of(&[]), "https://api.example.com");
    assert_eq!(of(&[("PublicBaseUrl", "https://www.example.com/t")]), "https://www.example.com/t");
}

#[test]
fn websites_are_named_by_a_parameter() {
    assert_eq!(real().cors, None);
    let origins = "https://a.example,http://localhost:5173";
    let given =
        [("WebsiteOrigins", origins), ("JwtIssuer", "http://i"), ("JwtAudience", "website")];
    let given = parameters(&given);
    let template = Template::parse(REAL, ENDPOINT, &given).unwrap();
    let cors = template.cors.unwrap();
    assert_eq!(cors.origins, ["https://a.example", "http://localhost:5173"]);
    assert_eq!(cors.headers, ["authorization", "content-type", "idempotency-key"]);
    assert_eq!(template.buckets["MediaBucket"][0].origins, ["*"]);
}

#[test]
fn a_parameter_needs_a_value_a_declaration_and_an_allowed_one() {
    let yaml = "
Parameters: {Given: {Type: String}, Kind: {Type: String, Default: a, AllowedValues: [a, b]}}
Resources: {}";
    let refuse = |given: &[(&str, &str)]| {
        let error = Template::parse(yaml, ENDPOINT, &parameters(given)).unwrap_err();
        format!("{error:#}")
    };
    let missing = refuse(&[]);
    assert!(missing.contains("Given has no default"), "{missing}");
    let unknown = refuse(&[("Given", "x"), ("Nonsense", "z")]);
    assert!(unknown.contains("no parameter Nonsense"), "{unknown}");
    let other = refuse(&[("Given", "x"), ("Kind", "c")]);
    assert!(other.contains("Kind may not be"), "{other}");
}

#[test]
fn conditions_decide_what_there_is_and_what_it_says() {
    let yaml = "
Parameters: {Stage: {Type: String, Default: dev}, Days: {Type: Number, Default: 0}}
Conditions:
  Production: !Equals [!Ref Stage, prod]
  Expires: !Not [!Equals [!Ref Days, 0]]
  Either: !Or [!Condition Production, !Condition Expires]
  Both: !And [!Condition Production, !Condition Expires]
Resources:
  Q: {Type: 'AWS::SQS::Queue', Condition: Production}
  F:
    Type: AWS::Serverless::Function
    Metadata: {BuildProperties: {Binary: f}}
    Properties:
      Environment:
        Variables:
          QUEUE: !If [Production, !GetAtt Q.QueueName, none]
          EITHER: !If [Either, 'yes', 'no']
          BOTH: !If [Both, 'yes', 'no']";
    for (given, expected) in [
        (&[][..], ["none", "no", "no"]),
        (&[("Days", "7")], ["none", "yes", "no"]),
        (&[("Stage", "prod"), ("Days", "7")], ["Q", "yes", "yes"]),
    ] {
        let template = Template::parse(yaml, ENDPOINT, &parameters(given)).unwrap();
        let environment = &template.functions["F"].environment;
        assert_eq!(["QUEUE", "EITHER", "BOTH"].map(|name| &environment[name]), expected);
        assert_eq!(template.queues.contains_key("Q"), expected[0] == "Q");
    }
}

#[test]
fn without_an_issuer_the_template_brings_its_own() {
    let error = Template::parse(REAL, ENDPOINT, &BTreeMap::new()).unwrap_err();
    let error = format!("{error:#}");
    assert!(error.contains("issuer: the sandbox has no Ref of UserPool"), "{error}");
}

#[test]
fn a_role_says_what_a_function_may_do() {
    let template = real();
    let may = |function: &str, action: &str, resource: &str| {
        let (action, resource) = (action.to_owned(), resource.to_owned());
        let wanted = Permission { action, resource };
        let granted = &template.functions[function].permissions;
        granted.iter().any(|granted| granted.allows(&wanted, &BTreeMap::new()))
    };
    let table = |name: &str| format!("arn:aws:dynamodb:us-east-1:000000000000:table/{name}");
    assert!(may("SmsFunction", "dynamodb:GetItem", &table("AccountsTable")));
    assert!(!may("SmsFunction", "dynamodb:PutItem", &table("AccountsTable")));
    assert!(!may("SmsFunction", "dynamodb:GetItem", &table("AccountsTable/index/by_tenant")));
    assert!(may("WebsiteFunction", "s3:GetObject", "arn:aws:s3:::mediabucket/mms/demo/one.png"));
    assert!(!may("WebsiteFunction", "s3:GetObject", "arn:aws:s3:::mediabucket/calls/one.mp3"));
}

#[test]
fn long_forms_mean_the_same_as_tags() {
    let yaml = r#"
Parameters: {Number: {Type: Number, Default: 7}}
Resources:
  Q: {Type: "AWS::SQS::Queue"}
  B: {Type: "AWS::S3::Bucket"}
  F:
    Type: AWS::Serverless::Function
    Metadata: {BuildProperties: {Binary: f}}
    Properties:
      Environment:
        Variables:
          ARN: {"Fn::GetAtt": [Q, Arn]}
          DOTTED: {"Fn::GetAtt": Q.QueueName}
          SUB: {"Fn::Sub": "${B}|${B.Arn}|${!Kept}|${AWS::Region}|${Number}"}
          MAPPED: !Sub ["${Own}/${AWS::AccountId}", {Own: !Ref Q}]
          FLAG: true
          COUNT: 12
      Events:
        Any: {Type: Schedule, Properties: {Schedule: rate(2 hours)}}
        Queue: {Type: SQS, Properties: {Queue: {"Fn::GetAtt": [Q, Arn]}}}
"#;
    let template = Template::parse(yaml, ENDPOINT, &BTreeMap::new()).unwrap();
    let function = &template.functions["F"];
    let expected = parameters(&[
        ("ARN", "arn:aws:sqs:us-east-1:000000000000:Q"),
        ("DOTTED", "Q"),
        ("SUB", "b|arn:aws:s3:::b|${Kept}|us-east-1|7"),
        ("MAPPED", "http://127.0.0.1:3002/000000000000/Q/000000000000"),
        ("FLAG", "true"),
        ("COUNT", "12"),
    ]);
    assert_eq!(function.environment, expected);
    assert_eq!(function.schedules, [Duration::from_hours(2)]);
    assert_eq!(function.sources[0].batch_size, 10);
    assert_eq!(function.timeout, Duration::from_secs(3));
}

#[test]
fn a_route_without_an_authorizer_is_open_and_takes_any_method() {
    let yaml = refused::with_property(
        "Events: {E: {Type: HttpApi, Properties: {Path: /x, ApiId: !Ref A}}}",
    );
    let template = Template::parse(&yaml, ENDPOINT, &BTreeMap::new()).unwrap();
    let route = &template.functions["F"].routes[0];
    assert_eq!((route.method.as_str(), route.authorized), ("ANY", false));
    assert_eq!(template.jwt_issuer, "");
}
