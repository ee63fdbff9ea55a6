using System.Text.Json;
using Stagedoor.Cli.Management;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials …</c>.</summary>
internal static class CredentialVerbs
{
    public const string Path = "/credentials", OfOne = "/credentials/{0}", IdIs = "Its client id.";

    public static VerbGroup Group => new(
        "credentials",
        "The credentials of an organization, and their secrets.",
        new ListCredentials(),
        new CreateCredential(),
        new ActOnOne("revoke", "Ends everything of one within a second: secrets, tokens, sessions, its service account user.", "stagedoor credentials revoke CLIENT_ID", "CLIENT_ID", IdIs, OfOne + "/revoke", static one => $"{Name(one)} is revoked: nothing of it works."),
        new ActOnOne("restore", "Lets a revoked one work again. No old secret or token comes back.", "stagedoor credentials restore CLIENT_ID", "CLIENT_ID", IdIs, OfOne + "/restore", static one => $"{Name(one)} works again. It needs a new secret: stagedoor credentials secrets add {Output.Plain(one.Text("client_id"))}"),
        new DeleteCredential())
    {
        Parts = [new("secrets", "The secrets of a credential.", new ListSecrets(), new AddSecret(), new RotateSecret(), new DeleteSecret())],
    };

    public static Listing<JsonElement> Listing { get; } = Items.Listing(
        ["CLIENT ID", "NAME", "KIND", "STATUS", "PROJECT", "MANAGES"],
        static one => [one.Text("client_id"), one.Text("name"), one.Text("kind"), one.Text("revoked_at") is null ? one.Text("status") : "revoked", one.Text("project_id"), one.Text("management_allowed_at") is null ? "" : "yes"]);

    public static string Name(JsonElement one) => Output.Plain(one.Text("name"));

    public static string SecretsOf(string? clientId) => $"{Path}/{ManagementClient.Place(clientId)}/secrets";
}
