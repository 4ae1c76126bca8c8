"""Routes of an HTTP API as resources of their own.

SAM writes them as an OpenAPI document into the API's `Body`, which the emulator ignores.
"""

import copy
import re


def with_routes(processed):
    """The processed template with what each API's `Body` says as authorizers, integrations and
    routes, and how many routes there are."""
    template = copy.deepcopy(processed)
    routes = 0
    for name, resource in processed["Resources"].items():
        if resource["Type"] != "AWS::ApiGatewayV2::Api":
            continue
        body = template["Resources"][name]["Properties"].pop("Body")
        properties = template["Resources"][name]["Properties"]
        properties |= {"Name": name, "ProtocolType": "HTTP"}
        if cors := body.get("x-amazon-apigateway-cors"):
            properties["CorsConfiguration"] = with_origins(cors)
        schemes = body["components"]["securitySchemes"]
        added = {f"{name}{scheme}": authorizer(name, scheme, schemes[scheme]) for scheme in schemes}
        for method, path, operation in operations(body):
            route = f"{name}{identifier(method + path)}"
            added[f"{route}Integration"] = integration(name, operation)
            added[f"{route}Route"] = a_route(name, f"{method.upper()} {path}", operation, schemes)
            added[f"{route}Route"]["Properties"]["Target"] = {
                "Fn::Sub": f"integrations/${{{route}Integration}}"
            }
            routes += 1
        template["Resources"] |= added
    return template, routes


def with_origins(cors):
    """The emulator hands SAM no parameters, so that the document has their defaults.

    It keeps the names of properties as they are, and reads them as the document has them.
    """
    cors["Fn::If"][1]["allowOrigins"]["Fn::Split"][1] = {"Ref": "WebsiteOrigins"}
    return cors


def operations(body):
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def authorizer(api, name, scheme):
    settings = scheme["x-amazon-apigateway-authorizer"]
    jwt = settings["jwtConfiguration"]
    return {
        "Type": "AWS::ApiGatewayV2::Authorizer",
        "Properties": {
            "ApiId": {"Ref": api},
            "Name": name,
            "AuthorizerType": settings["type"].upper(),
            "IdentitySource": [settings["identitySource"]],
            "JwtConfiguration": {"Issuer": jwt["issuer"], "Audience": jwt["audience"]},
        },
    }


def integration(api, operation):
    settings = operation["x-amazon-apigateway-integration"]
    return {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": {"Ref": api},
            "IntegrationType": settings["type"].upper(),
            "IntegrationMethod": settings["httpMethod"],
            "IntegrationUri": settings["uri"],
            "PayloadFormatVersion": settings["payloadFormatVersion"],
        },
    }


def a_route(api, key, operation, schemes):
    properties = {"ApiId": {"Ref": api}, "RouteKey": key, "AuthorizationType": "NONE"}
    for security in operation.get("security", []):
        for scheme in security.keys() & schemes.keys():
            properties["AuthorizationType"] = "JWT"
            properties["AuthorizerId"] = {"Ref": f"{api}{scheme}"}
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}


def identifier(text):
    return "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", text))
