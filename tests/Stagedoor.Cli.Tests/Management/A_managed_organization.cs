using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Cli.Tests.Management;

/// <summary>Service account users, credentials and secrets over the management API, against the real server.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed partial class A_managed_organization(Studio studio) : IDisposable
{
    private const string SeedText = """
        {"organizations":[{"name":"Second Unit","projects":[{"name":"Dailies","apis":["frameio"],"credentials":[
            {"kind":"server_to_server","name":"Dailies bot","client_secrets":[{"name":"made"},{"name":"given","value":"env:BOT_SECRET"},{"name":"beside","value":"file:beside.txt"}],"scopes":["openid","AdobeID","frame.s2s.all"]}]}],
            "workspaces":[]}]}
        """;

    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task is_seeded_by_a_plan_a_question_and_an_act()
    {
        var (app, seed) = await SeededAsync(apply: false);
        desk.Environment["BOT_SECRET"] = "p8e-a-secret-of-the-environment-7";
        var plan = (await desk.RunAsync("apply", seed, "--plan")).Is(ExitCode.Done);
        Assert.Equal("=\torganization\tSecond Unit\tthere\t\n+\tproject\tDailies\tcreate\t\n+\tcredential\tDailies bot\tcreate\t\n+\tservice account\t\tcreate\tUnder the next default name.\n", plan.Output);
        Assert.Equal("3 things would be made; 0 refused. All else stays as it is.\n", plan.Error);
        Assert.Contains("Add --yes", (await desk.RunAsync("apply", seed)).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        desk.Terminal = true;
        Assert.Contains("Nothing was done.", (await desk.TypeAsync("no\n", "apply", seed)).Is(ExitCode.Interrupted).Error, StringComparison.Ordinal);
        var done = (await desk.TypeAsync("yes\n", "apply", seed)).Is(ExitCode.Done);
        desk.Terminal = false;
        var value = Value().Match(done.Output).Value;
        var id = (await desk.RunAsync("credentials", "list", "--json")).Json.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Dailies bot").GetProperty("client_id").GetString()!;
        foreach (var secret in new[] { value, "p8e-a-secret-of-the-environment-7", "p8e-a-secret-of-a-file-beside-it-7" }) (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot with { Id = id, Secret = secret })).Ok();
        var again = (await desk.RunAsync("apply", seed, "--json")).Is(ExitCode.Done).Json;
        Assert.Equal(0, again.GetProperty("creates").GetInt32());
    }

    [Fact]
    public async Task says_why_a_seed_is_refused_and_ends_so()
    {
        await Office.OpenAsync(await studio.AppAsync(), desk);
        var boss = Office.Write(desk, "boss.json", """{"organizations":[{"name":"Second Unit","people":[{"email":"boss@person.example","name":"B","admin_roles":["system_admin"]}]}]}""");
        Assert.Contains("refused\tOnly a person may make somebody a system administrator", (await desk.RunAsync("apply", boss, "--yes")).Is(ExitCode.Refused).Output, StringComparison.Ordinal);
        var wrong = Office.Write(desk, "wrong.json", """{"organizations":[{"name":"Second Unit","peopel":[]}]}""");
        Assert.Contains("$.organizations[0].peopel is not a member that a seed has", (await desk.RunAsync("apply", wrong)).Is(ExitCode.Refused).Error, StringComparison.Ordinal);
        var unset = Office.Write(desk, "unset.json", """{"organizations":[{"name":"env:NOT_SET_ANYWHERE"}]}""");
        Assert.Contains("NOT_SET_ANYWHERE, which is not set", (await desk.RunAsync("apply", unset)).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("is not JSON: line 2", (await desk.RunAsync("apply", Office.Write(desk, "cut.json", "{\n"))).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", (await desk.RunAsync("apply", "nowhere.json")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task shows_its_service_accounts_renames_switches_and_deletes_them()
    {
        var (app, _) = await SeededAsync();
        var list = await desk.RunAsync("service-accounts", "list", "--json");
        Golden.Is("service-accounts.json", Mask(app, list.Is(ExitCode.Done).Output));
        var id = Assert.Single(list.Json.EnumerateArray()).GetProperty("id").GetString()!;
        Assert.Equal("It is called Night shift now.\n", (await desk.RunAsync("service-accounts", "rename", id, "Night shift")).Is(ExitCode.Done).Output);
        Assert.Equal("disabled", (await desk.RunAsync("service-accounts", "disable", id, "--json")).Is(ExitCode.Done).Json.GetProperty("status").GetString());
        Assert.Contains("\tdisabled\t", (await desk.RunAsync("service-accounts", "list", "--status", "disabled")).Output, StringComparison.Ordinal);
        Assert.Equal("", (await desk.RunAsync("service-accounts", "list", "--status", "active")).Is(ExitCode.Done).Output);
        Assert.Contains("Night shift is enabled.", (await desk.RunAsync("service-accounts", "enable", id)).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.Contains("is deleted for good", (await desk.RunAsync("service-accounts", "delete", id)).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Equal("Night shift is deleted.\n", (await desk.RunAsync("service-accounts", "delete", id, "--yes")).Is(ExitCode.Done).Output);
        Assert.Contains("404", (await desk.RunAsync("service-accounts", "rename", id, "Gone")).Is(ExitCode.NotFound).Error, StringComparison.Ordinal);
        Assert.Equal("bad_name", (await desk.RunAsync("service-accounts", "rename", await AnotherAsync(), "a\u202eb", "--json")).Is(ExitCode.Refused).ErrorJson.GetProperty("code").GetString());
    }

    [Fact]
    public async Task makes_revokes_restores_and_deletes_credentials()
    {
        var (app, _) = await SeededAsync();
        var project = (await desk.RunAsync("credentials", "list", "--json")).Json.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Dailies bot").GetProperty("project_id").GetString()!;
        var made = (await desk.RunAsync("credentials", "create", "Board", "--project", project, "--kind", "web_app", "--redirect-uri", "https://board.example/a", "--redirect-uri", "https://board.example/b", "--json")).Is(ExitCode.Done).Json;
        Assert.Equal(("https://board.example/a", "https://board.example/b"), (made.GetProperty("default_redirect_uri").GetString(), made.GetProperty("redirect_uris")[0].GetString()));
        var id = made.GetProperty("client_id").GetString()!;
        var value = (await desk.RunAsync("credentials", "secrets", "add", id, "--name", "first", "--expires-in", "90d")).Is(ExitCode.Done);
        Assert.Matches("^p8e-[A-Za-z0-9_-]+\n$", value.Output);
        Assert.Equal("Board is revoked: nothing of it works.\n", (await desk.RunAsync("credentials", "revoke", id)).Is(ExitCode.Done).Output);
        Assert.Contains("\tBoard\tweb_app\trevoked\t", (await desk.RunAsync("credentials", "list", "--project", project)).Output, StringComparison.Ordinal);
        (await desk.RunAsync("credentials", "restore", id)).Is(ExitCode.Done);
        desk.Terminal = true;
        Assert.Contains("Board is deleted.", (await desk.TypeAsync("Board\n", "credentials", "delete", id)).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.Contains("cannot be registered", (await desk.RunAsync("credentials", "create", "Board", "--project", project, "--kind", "web_app", "--redirect-uri", "http://evil.example/x")).Is(ExitCode.Refused).Error, StringComparison.Ordinal);
        (await desk.RunAsync("credentials", "delete", "nothing", "--yes")).Is(ExitCode.NotFound);
        (await desk.RunAsync("credentials", "create", "Board", "--project", project, "--kind", "toaster")).Is(ExitCode.Usage);
    }

    [Fact]
    public async Task rotates_a_secret_while_the_old_one_still_works()
    {
        var (app, _) = await SeededAsync();
        var bot = (await desk.RunAsync("credentials", "list", "--json")).Json.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Dailies bot").GetProperty("client_id").GetString()!;
        var rotated = (await desk.RunAsync("credentials", "secrets", "rotate", bot, "--retire-after", "2h", "--name", "next")).Is(ExitCode.Done);
        foreach (var secret in new[] { rotated.Output.Trim(), "p8e-a-secret-of-the-environment-7" }) (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot with { Id = bot, Secret = secret })).Ok();
        Assert.Equal(3, rotated.Error.Split('\n').Count(line => line.Contains("have the new one everywhere by then.", StringComparison.Ordinal)));
        var secrets = (await desk.RunAsync("credentials", "secrets", "list", bot, "--json")).Json.EnumerateArray().ToList();
        Assert.Equal(3, secrets.Count(one => one.GetProperty("expires_at").ValueKind == JsonValueKind.String));
        var again = (await desk.RunAsync("credentials", "secrets", "rotate", bot, "--retire-after", "9d", "--json")).Is(ExitCode.Done).Json;
        Assert.Equal("next", Assert.Single(again.GetProperty("retired").EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains("None is safe to retire yet", (await desk.RunAsync("credentials", "secrets", "rotate", bot, "--when-safe")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        (await desk.RunAsync("credentials", "secrets", "rotate", bot, "--retire-after", "soon")).Is(ExitCode.Usage);
        Assert.Contains("at most 5 secrets", (await desk.RunAsync("credentials", "secrets", "rotate", bot)).Is(ExitCode.Refused).Error, StringComparison.OrdinalIgnoreCase);
        var old = secrets.Single(one => one.GetProperty("name").GetString() == "made").GetProperty("id").GetString()!;
        Assert.Equal("\"made\" is deleted.\n", (await desk.RunAsync("credentials", "secrets", "delete", bot, old, "--yes")).Is(ExitCode.Done).Output);
        (await desk.RunAsync("credentials", "secrets", "delete", bot, old, "--yes")).Is(ExitCode.NotFound);
    }

    [Fact]
    public async Task is_not_for_who_was_not_allowed_and_says_the_way_there()
    {
        var app = await studio.AppAsync();
        await Office.OpenAsync(app, desk, allowed: false);
        var refused = (await desk.RunAsync("credentials", "list", "--json")).Is(ExitCode.Forbidden).ErrorJson;
        Assert.Equal("not_allowed", refused.GetProperty("code").GetString());
        Assert.Contains("let a system administrator allow it", refused.GetProperty("what_to_do").GetString(), StringComparison.Ordinal);
        (await desk.RunAsync("credentials", "list", "--organization", Seed.Organization)).Is(ExitCode.NotFound);
        desk.Environment["STAGEDOOR_CLIENT_ID"] = Seed.DailiesBot.Id;
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = Seed.DailiesBot.Secret!;
        Assert.Equal("invalid_scope", (await desk.RunAsync("credentials", "list", "--json")).Is(ExitCode.SignIn).ErrorJson.GetProperty("code").GetString());
        desk.Environment.Remove("STAGEDOOR_CLIENT_SECRET");
        Assert.Contains("server-to-server", (await desk.RunAsync("credentials", "list")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
        desk.Environment["STAGEDOOR_ISSUER"] = "adobe";
        Assert.Contains("Adobe's service has no management API", (await desk.RunAsync("apply", "x")).Is(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    private async Task<(StagedoorApp App, string Seed)> SeededAsync(bool apply = true)
    {
        var app = await studio.AppAsync();
        await Office.OpenAsync(app, desk);
        Office.Write(desk, "beside.txt", "p8e-a-secret-of-a-file-beside-it-7\n");
        var seed = Office.Write(desk, "seed.json", SeedText);
        if (!apply) return (app, seed);
        desk.Environment["BOT_SECRET"] = "p8e-a-secret-of-the-environment-7";
        (await desk.RunAsync("apply", seed, "--yes")).Is(ExitCode.Done);
        return (app, seed);
    }

    // Another service account, in a project of its own.
    private async Task<string> AnotherAsync()
    {
        var seed = Office.Write(desk, "another.json", SeedText.Replace("Dailies", "Rushes", StringComparison.Ordinal));
        (await desk.RunAsync("apply", seed, "--yes")).Is(ExitCode.Done);
        return (await desk.RunAsync("service-accounts", "list", "--json")).Json[0].GetProperty("id").GetString()!;
    }

    private static string Mask(StagedoorApp app, string text) => Moment().Replace(Hex().Replace(Studio.Mask(app, text), "{client id}"), "{time}");

    [GeneratedRegex("p8e-[A-Za-z0-9_-]{30,}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+\+00:00")]
    private static partial Regex Moment();

    [GeneratedRegex("\\b[0-9a-f]{32}\\b")]
    private static partial Regex Hex();
}
