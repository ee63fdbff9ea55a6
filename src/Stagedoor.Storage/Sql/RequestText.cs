using System.Collections.Immutable;
using System.Text.Json;
using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Sql;

/// <summary>An authorization request as JSON.</summary>
internal static class RequestText
{
    public static string Write(AuthorizationRequest request) => JsonSerializer.Serialize(request, AuthorizationJson.Default.AuthorizationRequest);

    public static AuthorizationRequest Read(string text)
    {
        var request = JsonSerializer.Deserialize(text, AuthorizationJson.Default.AuthorizationRequest) ?? throw new InvalidOperationException("a stored request is empty");

        // Generated code leaves a list that the text lacks without a value.
        return request with
        {
            UserinfoClaims = Whole(request.UserinfoClaims),
            IdTokenClaims = Whole(request.IdTokenClaims),
            EssentialAcr = Whole(request.EssentialAcr),
            Resources = Whole(request.Resources),
        };
    }

    private static ImmutableArray<string> Whole(ImmutableArray<string> list) => list.IsDefault ? [] : list;
}
