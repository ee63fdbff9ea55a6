using System.CommandLine;
using System.Text.Json;
using Stagedoor.Cli.Management;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Credentials;

/// <summary>What the verbs about secrets share.</summary>
internal static class Secrets
{
    public static Listing<JsonElement> Listing { get; } = Items.Listing(
        ["ID", "NAME", "STATE", "CREATED", "ENDS", "LAST USED"],
        static one => [one.Text("id"), one.Text("name"), one.Text("state"), one.Moment("created_at"), one.Moment("expires_at") ?? "never", one.Moment("last_used_at") ?? "never"]);

    public static Argument<string> ClientId() => new("CLIENT_ID") { Description = "The client id of the credential." };

    public static Task<JsonElement> AddAsync(ManagementClient client, string? clientId, string? name, DateTimeOffset? endsAt, CancellationToken cancellation) => client.SendAsync(
        HttpMethod.Post,
        CredentialVerbs.SecretsOf(clientId),
        writer =>
        {
            if (name is not null) writer.WriteString("name", name);
            if (endsAt is { } end) writer.WriteString("expires_at", end);
        },
        cancellation);

    /// <summary>The value alone on standard output, so that a script takes it from there; all else on standard error.</summary>
    public static void Show(Invocation call, JsonElement made, string remark)
    {
        call.Output.Remark(remark);
        call.Output.Line(Output.Plain(made.Text("value")));
    }
}
