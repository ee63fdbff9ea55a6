using System.CommandLine;
using System.Text.Json;
using Stagedoor.Cli.Management;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Credentials;

/// <summary>
/// <c>stagedoor credentials secrets rotate CLIENT_ID</c>: adds a secret, prints it once, and gives the older ones an end, which the server keeps: nothing has to run until then. Without an end they go on, until the
/// service has seen them rest and says so.
/// </summary>
internal sealed class RotateSecret() : ManagementVerb(
    "rotate",
    "Adds a secret, prints it this once, and gives the older ones an end.",
    "stagedoor credentials secrets rotate CLIENT_ID --retire-after 7d > secret.txt",
    "stagedoor credentials secrets rotate CLIENT_ID --when-safe")
{
    private readonly Argument<string> id = Secrets.ClientId();
    private readonly Option<string?> name = new("--name") { HelpName = "NAME", Description = "What the new one is called. Without it the day." };
    private readonly Option<string?> after = new("--retire-after") { HelpName = "DURATION", Description = "How long the older ones still work, as 7d, 12h or 30m: until every server has the new one." };
    private readonly Option<bool> whenSafe = new("--when-safe") { Description = "Add nothing: delete those that rested while another one carried all requests of the last days." };

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(name);
        command.Add(after);
        command.Add(whenSafe);
        base.Declare(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(whenSafe) && (result.GetValue(after) is not null || result.GetValue(name) is not null)) result.AddError("--when-safe adds nothing: it excludes --retire-after and --name.");
        });
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var life = call.Get(after) is { } text ? Duration.Read(text) : (TimeSpan?)null;
        var path = CredentialVerbs.SecretsOf(call.Get(id));
        var before = (await client.GetAsync(path, cancellation)).GetProperty("items").EnumerateArray().Where(static one => one.Text("state") is "live" or "ends_soon" or "safe_to_retire").ToList();
        if (call.Get(whenSafe)) return await DeleteRestingAsync(call, client, path, before, cancellation);
        var made = await Secrets.AddAsync(client, call.Get(id), call.Get(name), null, cancellation);

        // From here on there is a value that nobody else has: it is shown whatever comes.
        var retired = new List<JsonElement>();
        CommandException? failed = null;
        try
        {
            if (life is { } rest) foreach (var old in before) if (await RetireAsync(client, path, old, call.Shell.Time.GetUtcNow() + rest, cancellation) is { } ends) retired.Add(ends);
        }
        catch (CommandException refused)
        {
            failed = refused;
        }

        if (call.Output.Json)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                foreach (var member in made.EnumerateObject()) member.WriteTo(writer);
                writer.WritePropertyName("retired");
                Secrets.Listing.Array(writer, retired);
                writer.WriteEndObject();
            });
        }
        else
        {
            Secrets.Show(call, made, "The new secret, shown this once:");
            foreach (var old in retired) call.Output.Remark($"\"{Output.Plain(old.Text("name"))}\" ends {old.Moment("expires_at")}: have the new one everywhere by then.");
            if (life is null && before.Count > 0) call.Output.Remark($"The older ones keep working. When the new one is everywhere: stagedoor credentials secrets rotate {Output.Plain(call.Get(id))} --when-safe");
        }

        return failed is null ? ExitCode.Done : throw failed;
    }

    // One that ends sooner anyway stays as it is.
    private static async Task<JsonElement?> RetireAsync(ManagementClient client, string path, JsonElement old, DateTimeOffset end, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(HttpMethod.Patch, $"{path}/{ManagementClient.Place(old.Text("id"))}", writer => writer.WriteString("expires_at", end), cancellation);
        }
        catch (CommandException sooner) when (sooner.Code is "ends_before" or "ended")
        {
            return null;
        }
    }

    private static async Task<int> DeleteRestingAsync(Invocation call, ManagementClient client, string path, List<JsonElement> before, CancellationToken cancellation)
    {
        var resting = before.Where(static one => one.Text("state") == "safe_to_retire").ToList();
        foreach (var one in resting) await client.SendAsync(HttpMethod.Delete, $"{path}/{ManagementClient.Place(one.Text("id"))}", cancellation);
        if (call.Output.Json) call.Output.Document(writer => Secrets.Listing.Array(writer, resting));
        else if (resting.Count == 0) call.Output.Line("None is safe to retire yet: another one must have carried all requests of the last days.");
        else foreach (var one in resting) call.Output.Line($"\"{Output.Plain(one.Text("name"))}\" is deleted: it rested while another one carried all requests.");
        return ExitCode.Done;
    }
}
