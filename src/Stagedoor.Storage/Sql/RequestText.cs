using System.Text.Json;
using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Sql;

/// <summary>An authorization request as JSON.</summary>
internal static class RequestText
{
    public static string Write(AuthorizationRequest request) => JsonSerializer.Serialize(request, AuthorizationJson.Default.AuthorizationRequest);

    public static AuthorizationRequest Read(string text) =>
        JsonSerializer.Deserialize(text, AuthorizationJson.Default.AuthorizationRequest) ?? throw new InvalidOperationException("a stored request is empty");
}
