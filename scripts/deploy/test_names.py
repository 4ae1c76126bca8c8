"""Several stacks fit into one account, and one Region: nothing has a name that another stack's has too."""

import json
import unittest

from translated import translated

# The property with a name that must be unique in an account and Region, or further. Types without one here have no
# such name, or CloudFormation or their parent makes it.
NAMES = {
    "AWS::CloudFront::Function": "Name",
    "AWS::CloudFront::OriginAccessControl": "OriginAccessControlConfig.Name",
    "AWS::CloudFront::ResponseHeadersPolicy": "ResponseHeadersPolicyConfig.Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::CodeDeploy::Application": "ApplicationName",
    "AWS::Cognito::UserPoolDomain": "Domain",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::Schedule": "Name",
}
NAMELESS = {
    # The domain is the parameter's.
    "AWS::ApiGatewayV2::DomainName",
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::ApiMapping",
    "AWS::ApiGatewayV2::Stage",
    # Named by AWS, or by the parameter's domain.
    "AWS::CloudFront::Distribution",
    # Several may have the same name, and its namespaces are within it.
    "AWS::AppSync::Api",
    "AWS::AppSync::ChannelNamespace",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::Cognito::ManagedLoginBranding",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::KMS::Key",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Version",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}
# Names that other Regions, or other accounts, see too: there a stack may be called alike.
EVERYWHERE = {
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::Cognito::UserPoolDomain",
}
PARAMETERS = {"GradualDeployment": "true"}


def named(resource):
    """What a resource is called, if the template says so."""
    found = resource["Properties"]
    for part in NAMES.get(resource["Type"], "").split("."):
        found = found.get(part)
        if found is None:
            return None
    return json.dumps(found)


class Names(unittest.TestCase):
    def test_every_name_has_the_stack_in_it(self):
        document = translated(PARAMETERS)
        for name, resource in document["Resources"].items():
            kind = resource["Type"]
            with self.subTest(name):
                self.assertIn(kind, NAMES.keys() | NAMELESS, "say here what it is called by")
                given = named(resource)
                if given is not None:
                    self.assertIn("AWS::StackId" if kind in EVERYWHERE else "AWS::StackName", given)


if __name__ == "__main__":
    unittest.main()
