using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>Reads how a request says which client it is: Basic, body or, at IMS's token endpoints, query. One method a request, RFC 6749 §2.3.</summary>
internal static class ClientPresentation
{
    public static Result<PresentedClient> Read(HttpContext context, RequestParameters parameters, Dialect dialect, bool basic = true, bool secretInQuery = false)
    {
        var read = dialect.IsLenient ? parameters.All : parameters.Body;
        var clientId = read["client_id"];
        var inQuery = parameters.Query.Has("client_secret");
        if (inQuery && !secretInQuery) return ProtocolError.InvalidRequest("a client secret is not taken from the query");
        var presented = new PresentedClient { Dialect = dialect.Name, Address = AddressOf(context), ClientId = clientId, Secret = read["client_secret"] is { } secret ? new Secret(secret) : null, InQuery = inQuery };
        if (read.Has("client_assertion")) return new ProtocolError(ErrorCode.InvalidClient, "client assertions are not supported: use client_secret_basic or client_secret_post", RefusalCause.WrongSecret);
        if (context.Request.Headers.Authorization is not { Count: > 0 } header) return presented;
        if (header.Count > 1 || header[0] is not { } text || !text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return ProtocolError.InvalidRequest("the Authorization header must be one Basic header");
        if (!basic) return ProtocolError.InvalidRequest("Basic authentication is not supported by this version: send client_id and client_secret as parameters");
        if (presented.Secret is not null) return ProtocolError.InvalidRequest("two methods of client authentication in one request");
        if (BasicCredentials.Parse(text.AsSpan(6)) is not { } credentials) return new ProtocolError(ErrorCode.InvalidClient, "the Basic header is malformed", RefusalCause.WrongSecret);
        if (clientId is not null && clientId != credentials.ClientId) return ProtocolError.InvalidRequest("client_id differs from the Basic header");
        return presented with { ClientId = credentials.ClientId, Secret = credentials.ClientSecret.IsEmpty ? null : credentials.ClientSecret };
    }

    /// <summary>The peer's address; a known proxy's header was already taken into account.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
