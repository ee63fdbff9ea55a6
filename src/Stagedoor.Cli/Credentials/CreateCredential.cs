using System.CommandLine;
using System.Text.Json;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials create NAME</c>.</summary>
internal sealed class CreateCredential() : ManagementVerb(
    "create",
    "Makes one in a project of the Developer Console.",
    "stagedoor credentials create \"Dailies bot\" --project ID --kind server_to_server",
    "stagedoor credentials create Board --project ID --kind web_app --redirect-uri https://board.example/callback")
{
    private static readonly string[] Kinds = ["server_to_server", "web_app", "single_page_app", "native_app"];

    private readonly Argument<string> name = new("NAME") { Description = "What it is called." };
    private readonly Option<string> project = new("--project") { HelpName = "ID", Required = true, Description = "The project." };
    private readonly Option<string> kind = new("--kind") { HelpName = "KIND", Required = true, Description = "server_to_server, web_app, single_page_app or native_app." };
    private readonly Option<string> api = new("--api") { HelpName = "API", DefaultValueFactory = static _ => "frameio", Description = "The API that it is for: frameio (the usual one), io_management or stagedoor_management." };
    private readonly Option<string[]> redirects = new("--redirect-uri") { HelpName = "URI", Description = "Where answers may go; the first is the default. May stand several times." };
    private readonly Option<string[]> profiles = new("--product-profile") { HelpName = "ID", Description = "A product profile, for server_to_server. May stand several times." };

    protected override void Declare(Command command)
    {
        kind.AcceptOnlyFromAmong(Kinds);
        command.Add(name);
        foreach (var option in new Option[] { project, kind, api, redirects, profiles }) command.Add(option);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var made = await client.SendAsync(
            HttpMethod.Post,
            $"/projects/{ManagementClient.Place(call.Get(project))}/credentials",
            writer =>
            {
                writer.WriteString("api", call.Get(api));
                writer.WriteString("kind", call.Get(kind));
                writer.WriteString("name", call.Get(name));
                var uris = call.Get(redirects) ?? [];
                if (uris.Length > 0) writer.WriteString("default_redirect_uri", uris[0]);
                List(writer, "redirect_uris", uris.Skip(1));
                List(writer, "product_profiles", call.Get(profiles) ?? []);
            },
            cancellation);
        var next = call.Get(kind) is "server_to_server" or "web_app" ? $"\nIts first secret: stagedoor credentials secrets add {made.Text("client_id")}" : "";
        return CredentialVerbs.Listing.WriteOne(call, made, $"Created {CredentialVerbs.Name(made)}: client id {Terminal.Output.Plain(made.Text("client_id"))}.{next}");
    }

    private static void List(Utf8JsonWriter writer, string member, IEnumerable<string> values)
    {
        writer.WriteStartArray(member);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
