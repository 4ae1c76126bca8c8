//! What a template may not say.

use std::collections::BTreeMap;

use sandbox::template::Template;

use super::ENDPOINT;

fn refused(yaml: &str) -> String {
    let error = Template::parse(yaml, ENDPOINT, &BTreeMap::new()).unwrap_err();
    format!("{error:#}")
}

/// A template whose function `F` has one more property.
pub(crate) fn with_property(property: &str) -> String {
    format!(
        "Resources:
  A: {{Type: \"AWS::Serverless::HttpApi\"}}
  T: {{Type: \"AWS::SNS::Topic\"}}
  F:
    Type: AWS::Serverless::Function
    Metadata: {{BuildProperties: {{Binary: f}}}}
    Properties:
      {property}
"
    )
}

#[test]
fn what_the_sandbox_does_not_understand_is_refused_by_name() {
    let cases = [
        ("Environment: {Variables: {X: !Select [0, [b]]}}", "F: variable X", "Fn::Select"),
        ("Environment: {Variables: {X: !If [a, b, c]}}", "F: variable X", "no condition a"),
        ("Environment: {Variables: {X: !If [a, b]}}", "F: variable X", "two values"),
        ("Environment: {Variables: {X: !Ref Gone}}", "F: variable X", "is called Gone"),
        ("Environment: {Variables: {X: !Ref T}}", "F: variable X", "AWS::SNS::Topic"),
        ("Environment: {Variables: {X: !GetAtt T.Arn}}", "F: variable X", "T.Arn"),
        ("Environment: {Variables: {X: [1]}}", "F: variable X", "expected a text"),
        ("Events: {E: {Type: S3}}", "F: event E", "\"S3\""),
        (
            "Events: {E: {Type: Schedule, Properties: {Schedule: cron(0 * * * ? *)}}}",
            "F: event E",
            "cron",
        ),
        (
            "Events: {E: {Type: SQS, Properties: {Queue: \"arn:aws:sqs:us-east-1:000000000000:Q\"}}}",
            "F: event E",
            "no queue Q",
        ),
        (
            "Events: {E: {Type: HttpApi, Properties: {Path: /, ApiId: !Ref A, Auth: {Authorizer: Own}}}}",
            "F: event E",
            "not Own",
        ),
        ("Events: {E: {Type: HttpApi, Properties: {Path: /}}}", "F: event E", "ApiId"),
        ("Environment: {Variables: {X: !Split [a]}}", "F: variable X", "a delimiter and a text"),
        ("Timeout: soon", "F: Timeout", "soon"),
        ("Policies: [AmazonSQSFullAccess]", "F", "from a function's Role"),
        ("Role: !GetAtt Gone.Arn", "F: Role", "is called Gone"),
        ("Role: !GetAtt F.Arn", "F", "no role arn:aws:lambda"),
    ];
    for (property, place, reason) in cases {
        let error = refused(&with_property(property));
        assert!(error.contains(place) && error.contains(reason), "{property}: {error}");
    }
}

#[test]
fn broken_documents_are_refused() {
    assert!(refused("Resources: [").contains("not YAML"));
    assert!(refused("Outputs: {}").contains("no Resources"));
    assert!(refused("Resources: {X: {}}").contains("X: a resource needs a Type"));
    let conditional = "Resources: {Q: {Type: 'AWS::SQS::Queue', Condition: Production}}";
    assert!(refused(conditional).contains("Q: the template has no condition Production"));
    let deep = "Conditions: {A: !Equals [!Select [0, [b]], b]}
Resources: {Q: {Type: 'AWS::SQS::Queue', Condition: A}}";
    assert!(refused(deep).contains("condition A: expected a text or a Ref"));
    let unnamed = "Resources: {F: {Type: 'AWS::Serverless::Function'}}";
    assert!(refused(unnamed).contains("F: Metadata.BuildProperties.Binary"));
}

/// A template whose role `R`, which `F` has, has one statement.
fn with_statement(statement: &str) -> String {
    with_property(&format!(
        "Role: !GetAtt R.Arn
  R:
    Type: AWS::IAM::Role
    Properties: {{Policies: [{{PolicyDocument: {{Statement: [{statement}]}}}}]}}"
    ))
}

#[test]
fn a_statement_that_the_sandbox_cannot_hold_functions_to_is_refused() {
    let table = "arn:aws:dynamodb:us-east-1:000000000000:table/T";
    let cases = [
        (format!("{{Effect: Deny, Action: 's3:GetObject', Resource: '{table}'}}"), "that allow"),
        (format!("{{Effect: Allow, Action: 's3:*', Resource: '{table}'}}"), "patterns of actions"),
        ("{Effect: Allow, Action: 's3:GetObject', Resource: 'a*b'}".to_owned(), "at the end only"),
        (
            format!(
                "{{Effect: Allow, Action: 's3:GetObject', Resource: '{table}', NotAction: 's3:PutObject'}}"
            ),
            "NotAction of a statement",
        ),
        (
            format!(
                "{{Effect: Allow, Action: 's3:GetObject', Resource: '{table}', Condition: {{Bool: {{a: b}}}}}}"
            ),
            "Bool b of a Condition",
        ),
    ];
    for (statement, reason) in cases {
        let error = refused(&with_statement(&statement));
        assert!(error.contains("F: R") && error.contains(reason), "{statement}: {error}");
    }
}
