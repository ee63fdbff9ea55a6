using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Endpoints;

/// <summary>Which scopes a credential may ask for, RFC 6749 §3.3; a refusal names the kind that a scope belongs to (design §4).</summary>
internal static class ScopeRules
{
    public static ProtocolError? Check(Client client, ScopeSet scopes) => Check(client, scopes, client.Settings.ScopeSet);

    public static ProtocolError? Check(Client client, ScopeSet scopes, ScopeSet ceiling)
    {
        foreach (var scope in scopes.Items)
        {
            if (ceiling.Contains(scope)) continue;
            var shown = scope.Length <= 64 ? scope : "a scope";
            return ProtocolError.InvalidScope(!client.Kind.Scopes.Contains(scope) && ApplicationKind.OwnerOf(scope) is { } owner
                ? $"{shown} belongs to {owner.Title.ToLowerInvariant()} credentials"
                : $"{shown} is not granted to this credential: add the API that brings it to the project");
        }

        return null;
    }
}
