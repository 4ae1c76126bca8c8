"""The page's `config.json`: what it has to know of the stack that it belongs to."""

# Of a user pool of the stack. By itself it brings every attribute that the page's client may read.
POOL_SCOPE = "openid"


class NoClient(Exception):
    """The issuer has no client for the page."""


def config(outputs, parameters):
    """From what the stack was deployed with, and what came of it."""
    return {
        # CloudFront hands what is asked of the API on to it.
        "api": outputs["PageUrl"],
        "local": False,
        "role_claim": parameters["RoleClaim"] or None,
        **(of_issuer(parameters) if parameters["JwtIssuer"] else of_pool(outputs)),
    }


def of_pool(outputs):
    if "PagePoolClientId" not in outputs:
        raise NoClient("the user pool does not know the page: is PageOrigin its PageUrl?")
    pool = outputs["UserPoolId"]
    region = pool.split("_")[0]
    return {
        "issuer": f"https://cognito-idp.{region}.amazonaws.com/{pool}",
        "client_id": outputs["PagePoolClientId"],
        "scope": POOL_SCOPE,
        # Access tokens have neither custom:tenant_id nor custom:role.
        "token": "id_token",
        "audience": None,
    }


def of_issuer(parameters):
    client, audience = parameters["PageClientId"], parameters["JwtAudience"]
    # An ID token is for the client, an access token for the API.
    takes_id_tokens = client == audience
    return {
        "issuer": parameters["JwtIssuer"],
        "client_id": client,
        "scope": parameters["PageScope"],
        "token": "id_token" if takes_id_tokens else "access_token",
        # Some issuers give tokens for an API only to those who ask for it by name.
        "audience": None if takes_id_tokens else audience,
    }
