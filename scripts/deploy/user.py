"""A user of the stack's own user pool calls the API, from a command line and from a page."""

import base64
import json
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message

NAME = "person@example.com"
PASSWORD = "Correct-Horse-1"
TENANT = "acme"
PATH = "/api/preferences"


def use_as_a_user(stack, site):
    """The user's token."""
    tokens = signed_in(stack)
    if claims(tokens["IdToken"]).get("custom:tenant_id") != TENANT:
        sys.exit("deploy-check: the ID token does not name the tenant")
    expect(stack, "without a token", 401, {})
    get(stack, tokens["AccessToken"])
    asks = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    allowed = expect(stack, "a preflight", 204, {"Origin": site, **asks}, "OPTIONS")
    if allowed.headers["Access-Control-Allow-Origin"] != site:
        sys.exit(f"deploy-check: pages of {site} are not let in")
    return tokens["AccessToken"]


def signed_in(stack):
    """As docs/operations.md does it."""
    cognito, outputs = stack.client("cognito-idp"), stack.outputs()
    pool, client = outputs["UserPoolId"], outputs["UserPoolClientId"]
    attributes = {"email": NAME, "email_verified": "true", "custom:tenant_id": TENANT}
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=NAME,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(UserPoolId=pool, Username=NAME, Password=PASSWORD, Permanent=True)
    answer = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": NAME, "PASSWORD": PASSWORD},
    )
    return answer["AuthenticationResult"]


def claims(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def get(stack, token):
    return expect(stack, "with a token", 200, bearer(token)).json


def put(stack, token, preferences):
    body = json.dumps(preferences).encode()
    headers = {**bearer(token), "Content-Type": "application/json"}
    expect(stack, "with a token", 200, headers, "PUT", body)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    content: bytes

    @property
    def json(self):
        return json.loads(self.content)


def expect(stack, what, status, headers, method="GET", body=None):
    """The answer to a request for the preferences."""
    headers = {**headers, "Host": stack.host()}
    answer = asked(urllib.request.Request(stack.endpoint + PATH, body, headers, method=method))
    print(f"{method} {PATH} {what}: {answer.status}")
    if answer.status != status:
        stack.show_complaints()
        sys.exit(f"deploy-check: {status} was expected, not {answer}")
    return answer


def asked(request):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        return Answer(answer.code, answer.headers, answer.read())
