using Npgsql;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Tests.Endpoints;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

public class Secrets_of_a_credential
{
    // Uses are written every five seconds of the machine's clock.
    private static readonly TimeSpan Written = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_safe_to_retire_when_another_has_carried_every_request_of_a_week(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store });
        var organization = await app.OrganizationAsync();
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(organization, "system_admin"), organization);
        var old = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var first = (await StatesAsync(app, administrator, old.Id)).Keys.Single();
        await CallAsync(app, old, 3);
        var made = await AddAsync(app, administrator, old.Id, null);
        var young = old with { Secret = made.Value.Reveal() };
        await CallAsync(app, young, 19);
        await Eventually.TrueAsync(async () => await CountAsync(app, old.Id) == 22, Written, "the uses are not written");

        // The old one was used this week; the young one rests because nobody knows it yet.
        Assert.All((await StatesAsync(app, administrator, old.Id)).Values, state => Assert.Equal(SecretState.Live, state));
        app.Clock.Advance(TimeSpan.FromDays(8.5));
        await CallAsync(app, young, 19);
        await Eventually.TrueAsync(async () => await CountAsync(app, old.Id) == 41, Written, "the uses are not written");
        Assert.Equal(SecretState.Live, (await StatesAsync(app, administrator, old.Id))[first]);
        await CallAsync(app, young, 1);
        var third = await AddAsync(app, administrator, old.Id, app.Clock.GetUtcNow().AddDays(29));
        await Eventually.TrueAsync(async () => (await StatesAsync(app, administrator, old.Id))[first] == SecretState.SafeToRetire, Written, "it is not safe to retire");
        var states = await StatesAsync(app, administrator, old.Id);
        Assert.Equal(SecretState.Live, states[made.Card.Secret.Id]);
        Assert.Equal(SecretState.EndsSoon, states[third.Card.Secret.Id]);
        await CallAsync(app, old, 1);
        await Eventually.TrueAsync(async () => (await StatesAsync(app, administrator, old.Id))[first] == SecretState.Live, Written, "it is in use, and safe to retire");
        app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(SecretState.Expired, (await StatesAsync(app, administrator, old.Id))[third.Card.Secret.Id]);
    }

    [Theory, Stores, Attack("I3")]
    public async Task stand_in_no_log_no_database_and_no_answer_but_the_first(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store });
        var organization = await app.OrganizationAsync();
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(organization));
        var bot = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var path = $"/credentials/{bot.Id}/secrets";
        static void Keyed(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Idempotency-Key", "only-once");
        var made = await app.ManageAsync(token, organization, HttpMethod.Post, path, """{"name":"second"}""", Keyed);
        Assert.Equal(201, made.Code);
        var value = made["value"]!;
        Assert.Matches("^p8e-[A-Za-z0-9_-]{43}$", value);

        // Repeated, it says what was made, and that the value is gone.
        var again = await app.ManageAsync(token, organization, HttpMethod.Post, path, """{"name":"second"}""", Keyed);
        Assert.Equal(201, again.Code);
        Assert.Equal(made.Json.GetProperty("secret").GetProperty("id").GetString(), again.Json.GetProperty("secret").GetProperty("id").GetString());
        Assert.Equal("null", again["value"]);
        Assert.Contains("first answer", again["note"], StringComparison.Ordinal);
        Assert.DoesNotContain(value, again.Text, StringComparison.Ordinal);
        var listed = (await app.ManageAsync(token, organization, HttpMethod.Get, path)).Ok();
        Assert.Equal(2, listed.Json.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(value, listed.Text, StringComparison.Ordinal);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", bot with { Secret = value })).Ok();
        Assert.Equal(204, (await app.ManageAsync(token, organization, HttpMethod.Delete, $"{path}/{made.Json.GetProperty("secret").GetProperty("id").GetString()}")).Code);
        Assert.Equal(400, (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot with { Secret = value })).Code);
        Assert.False(app.Log.Contain(value));

        // What the canary would look like where it stood: the name of the secret is there, in the same places.
        await app.StopAsync();
        Assert.True(await StandsAsync(app, bot.Id));
        Assert.False(await StandsAsync(app, value));
        Assert.False(await StandsAsync(app, value["p8e-".Length..]));
    }

    [Fact, Attack("I1")]
    public async Task have_a_page_that_rotates_them_and_says_what_the_last_one_stops()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        var path = $"/developer/projects/{(await app.Of<IClientStore>().FindAsync(clientId, Cancellation))!.ProjectId}/credentials/{clientId}";
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var page = await browser.GoAsync(path + "/secrets");
        Assert.Contains("There is no secret yet", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Add secret", ("name", "first"), ("days", "30"));
        Assert.Matches("p8e-[A-Za-z0-9_-]{43}", page.Html);
        page = await browser.GoAsync(path + "/secrets");
        Assert.Contains("ends soon", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("p8e-", page.Html, StringComparison.Ordinal);
        var delete = page.Document.QuerySelector("tbody tr a")!.GetAttribute("href")!;
        Assert.Contains("It is the last one that works", (await browser.GoAsync(delete)).Words, StringComparison.Ordinal);
        for (var i = 0; i < 4; i++) Assert.Equal(200, (await browser.PressAsync(await browser.GoAsync(path + "/secrets"), "Add secret", ("name", $"more {i}"))).Code);
        Assert.DoesNotContain("It is the last one that works", (await browser.GoAsync(delete)).Words, StringComparison.Ordinal);
        page = await browser.PressAsync(await browser.GoAsync(path + "/secrets"), "Add secret", ("name", "a sixth"));
        Assert.Equal(400, page.Code);
        Assert.Contains("5 of 5 that may overlap", page.Words, StringComparison.Ordinal);

        // Whoever proved who they are long ago proves it again; whose it is not, finds nothing.
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        foreach (var place in new[] { "/secrets", "/settings" }) Assert.Equal("/signin", (await browser.GoAsync(path + place)).Url.AbsolutePath);
        Assert.Equal("/signin", (await browser.PostAsync(path + "/settings", ("name", "taken over"), ("default_redirect_uri", "https://evil.example/cb"), ("version", "1"))).Url.AbsolutePath);
        Assert.Equal("Board", (await app.Of<IClientStore>().FindAsync(clientId, Cancellation))!.Name);
        using var stranger = app.NewBrowser();
        await stranger.SignInAsync((await app.ColleagueAsync(Seed.Organization, "developer")).Email, Seed.BenPassword);
        foreach (var place in new[] { path + "/secrets", delete }) Assert.Equal(404, (await stranger.GoAsync(place)).Code);
        Assert.NotEqual(200, (await stranger.PostAsync(path + "/secrets", ("name", "x"))).Code);
    }

    private static async Task<bool> StandsAsync(StagedoorApp app, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (var file in Directory.EnumerateFiles(app.Data, "*", SearchOption.AllDirectories))
        {
            if ((await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(bytes) >= 0) return true;
        }

        if (app.ConnectionString is null) return false;
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(Cancellation);
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'", connection))
        await using (var reader = await list.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation)) tables.Add(reader.GetString(0));
        }

        Assert.Contains("client_secrets", tables);
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM {table} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0)", connection) { Parameters = { new() { Value = text }, new() { Value = Convert.ToHexStringLower(bytes) } } };
            if ((bool)(await search.ExecuteScalarAsync(Cancellation))!) return true;
        }

        return false;
    }

    private static async Task CallAsync(StagedoorApp app, SeedClient client, int times)
    {
        for (var i = 0; i < times; i++) (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Ok();
    }

    private static async Task<long> CountAsync(StagedoorApp app, string clientId) => (await app.Of<IDeveloperCredentials>().RequestsAsync(clientId, app.Now.AddDays(-60), Cancellation)).Sum(found => found.Requests);

    private static async Task<NewSecret> AddAsync(StagedoorApp app, Administrator administrator, string clientId, DateTimeOffset? expiresAt) =>
        (await app.Of<Secrets>().AddAsync(administrator, clientId, null, expiresAt, null, Cancellation)).Failed(out var why, out var made) ? throw new InvalidOperationException(why.Sentence) : made;

    private static async Task<Dictionary<string, SecretState>> StatesAsync(StagedoorApp app, Administrator administrator, string clientId) =>
        (await app.Of<Secrets>().ListAsync(administrator, clientId, Cancellation)).Failed(out var why, out var listed) ? throw new InvalidOperationException(why.Sentence) : listed.Items.ToDictionary(card => card.Secret.Id, card => card.State);
}
