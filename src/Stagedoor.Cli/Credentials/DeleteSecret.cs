using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials secrets delete CLIENT_ID SECRET_ID</c>.</summary>
internal sealed class DeleteSecret() : ManagementVerb("delete", "Deletes one: no new token comes of it. Tokens that came of it before live until they end.", "stagedoor credentials secrets delete CLIENT_ID SECRET_ID")
{
    private readonly Argument<string> id = Secrets.ClientId();
    private readonly Argument<string> secret = new("SECRET_ID") { Description = "Its id, as the list shows it." };
    private readonly Option<bool> yes = Confirmation.Yes();

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(secret);
        command.Add(yes);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var path = CredentialVerbs.SecretsOf(call.Get(id));
        var one = (await client.GetAsync(path, cancellation)).GetProperty("items").EnumerateArray().FirstOrDefault(item => item.Text("id") == call.Get(secret));
        if (one.ValueKind == System.Text.Json.JsonValueKind.Undefined) throw new CommandException(ExitCode.NotFound, $"The credential has no secret {call.Get(secret)}.", $"stagedoor credentials secrets list {call.Get(id)}");
        Confirmation.Ask(call, call.Get(yes), $"No new token comes of \"{Terminal.Output.Plain(one.Text("name"))}\" any more. It was used last: {one.Moment("last_used_at") ?? "never"}.", one.Text("name") ?? "");
        await client.SendAsync(HttpMethod.Delete, $"{path}/{ManagementClient.Place(call.Get(secret))}", cancellation);
        return Secrets.Listing.WriteOne(call, one, $"\"{Terminal.Output.Plain(one.Text("name"))}\" is deleted.");
    }
}
