namespace Stagedoor.Host.Tests.Verbs;

/// <summary>The host's verbs, beside a serving process.</summary>
public sealed class The_verbs : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private HostProcess host = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"], "--seed", TestKit.Seed.Path);
        http = new() { BaseAddress = host.Address };
    }

    [Fact]
    public async Task disable_a_credential_within_a_second_and_restore_it_without_what_it_had()
    {
        var token = await TokenAsync();
        Assert.Equal((0, $"Dailies bot ({TestKit.Seed.DailiesBot.Id}) is disabled."), await SayAsync("disable-credential", TestKit.Seed.DailiesBot.Id));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await http.GetAsync("/v4/me", token)).Code);
        Assert.Equal(1, (await SayAsync("disable-credential", TestKit.Seed.DailiesBot.Id)).Code);
        Assert.Equal(0, (await SayAsync("restore-credential", TestKit.Seed.DailiesBot.Id)).Code);
        Assert.Equal(401, (await http.GetAsync("/v4/me", token)).Code);
        (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Is(400, "invalid_client");
        var (_, said) = await SayAsync("add-secret", TestKit.Seed.DailiesBot.Id);
        (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot with { Secret = said.Split(' ')[^1] })).Ok();
    }

    [Fact]
    public async Task add_no_more_secrets_than_a_credential_keeps()
    {
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder["d/stagedoor.db"]}"))
        {
            await database.OpenAsync();
            using var fill = database.CreateCommand();
            fill.CommandText = """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
                INSERT INTO client_secrets (client_id, id, name, salt, hash, created_at, revoked_at) SELECT $client, 'old-' || i, 'old', x'00', x'00', 0, 9000000000000 FROM n
                """;
            fill.Parameters.AddWithValue("$client", TestKit.Seed.DailiesBot.Id);
            Assert.Equal(99, await fill.ExecuteNonQueryAsync());
        }

        var (code, _, error) = await HostProcess.RunAsync(["add-secret", TestKit.Seed.DailiesBot.Id, "--data", folder["d"]]);
        Assert.Equal(1, code);
        Assert.Contains("keeps 100 secrets", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task rotate_keys_and_withdraw_them()
    {
        var token = await TokenAsync();
        Assert.Equal(0, (await SayAsync("keys", "rotate")).Code);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        (await http.GetAsync("/v4/me", token)).Ok();
        Assert.Equal(0, (await SayAsync("keys", "rotate", "--withdraw")).Code);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await http.GetAsync("/v4/me", token)).Code);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await http.GetAsync("/v4/me", await TokenAsync())).Ok();
    }

    [Fact]
    public async Task verify_the_audit()
    {
        await TokenAsync();
        await SayAsync("keys", "rotate");
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var (code, said) = await SayAsync("audit", "verify");
        Assert.Equal(0, code);
        Assert.EndsWith("The audit is intact.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task back_up_what_opens_again_and_ends_what_was_open()
    {
        var token = await TokenAsync();
        var (file, bytes) = await UploadAsync(token);
        Assert.Equal(0, (await SayAsync("backup", folder["b"], "--with-key")).Code);
        Assert.Equal(1, (await SayAsync("backup", folder["b"])).Code);
        await host.StopAsync();
        await using var restored = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["b"]);
        using var there = new HttpClient { BaseAddress = restored.Address };
        Assert.Equal(401, (await there.GetAsync("/v4/me", token)).Code);
        var fresh = (await there.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok()["access_token"]!;
        var links = (await there.GetAsync($"{Account}/files/{file}?include=media_links.original", fresh)).Ok().Json.GetProperty("data").GetProperty("media_links");
        Assert.Equal(bytes, await there.GetByteArrayAsync(new Uri(there.BaseAddress!, new Uri(links.GetProperty("original").GetProperty("download_url").GetString()!).PathAndQuery)));
    }

    private const string Account = "/v4/accounts/" + TestKit.Seed.Account;

    private async Task<(string File, byte[] Bytes)> UploadAsync(string token)
    {
        var workspace = await MakeAsync(token, $"{Account}/workspaces", """{"data":{"name":"Kept"}}""");
        var project = await MakeAsync(token, $"{Account}/workspaces/{workspace.GetProperty("id")}/projects", """{"data":{"name":"Kept"}}""");
        var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(5000);
        var file = await MakeAsync(token, $"{Account}/folders/{project.GetProperty("root_folder_id")}/files/local_upload", """{"data":{"name":"kept.bin","file_size":5000}}""");
        using var put = new HttpRequestMessage(HttpMethod.Put, file.GetProperty("upload_urls")[0].GetProperty("url").GetString()) { Content = new ByteArrayContent(bytes) };
        put.Headers.Add("x-amz-acl", "private");
        put.Content.Headers.ContentType = new("application/octet-stream");
        Assert.True((await http.SendAsync(put)).IsSuccessStatusCode);
        return (file.GetProperty("id").GetString()!, bytes);
    }

    private async Task<System.Text.Json.JsonElement> MakeAsync(string token, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new("Bearer", token);
        var answer = await Answer.OfAsync(await http.SendAsync(request));
        Assert.Equal(201, answer.Code);
        return answer.Json.GetProperty("data");
    }

    [Fact]
    public async Task demand_a_second_factor_of_an_organization_and_demand_it_no_more()
    {
        async Task<string> AfterPasswordAsync()
        {
            using var browser = new Browser(host.Address);
            return (await browser.SignInAsync(TestKit.Seed.Ben, TestKit.Seed.BenPassword)).Url.AbsolutePath;
        }

        Assert.Equal("/", await AfterPasswordAsync());
        Assert.Equal(0, (await SayAsync("require-second-factor", TestKit.Seed.Organization)).Code);
        Assert.Equal("/signin/enrol", await AfterPasswordAsync());
        Assert.Equal(0, (await SayAsync("allow-one-factor", TestKit.Seed.Organization)).Code);
        Assert.Equal("/", await AfterPasswordAsync());
        Assert.Equal(1, (await SayAsync("require-second-factor", "000000000000000000000000@AdobeOrg")).Code);
    }

    [Fact]
    public async Task demand_a_second_factor_by_a_seed()
    {
        var seed = folder.Write("strict.json", """{"organizations":[{"name":"Strict","requires_second_factor":true,"people":[{"email":"zoe@strict.example","name":"Zoe","password":"a password of zoe's"}]}]}""");
        Assert.Equal(0, (await SayAsync("seed", seed)).Code);
        using var browser = new Browser(host.Address);
        Assert.Equal("/signin/enrol", (await browser.SignInAsync("zoe@strict.example", "a password of zoe's")).Url.AbsolutePath);
    }

    [Fact]
    public async Task apply_a_seed_once()
    {
        var seed = folder.Write("more.json", """{"organizations":[{"name":"Second","people":[{"email":"zoe@second.example","name":"Zoe"}]}]}""");
        Assert.Equal((0, "Created 3 things."), await SayAsync("seed", seed));
        Assert.Equal((0, "Everything in it was there already: nothing was changed."), await SayAsync("seed", seed));
    }

    [Fact]
    public async Task recover_a_person_by_a_mail_that_nobody_else_sees()
    {
        var (code, said) = await SayAsync("recover", TestKit.Seed.Ben);
        Assert.Equal((0, $"A mail with the link is on its way to {TestKit.Seed.Ben}, as soon as the server runs. It works once, for half an hour."), (code, said));
        Assert.DoesNotContain("link=", said, StringComparison.Ordinal);
        var link = await LinkAsync(TestKit.Seed.Ben, "/recover/password?link=");
        Assert.Equal(200, (int)(await http.GetAsync(link)).StatusCode);
        Assert.Equal(0, (await SayAsync("recover", TestKit.Seed.Ben, "--second-factor")).Code);
        Assert.Equal(200, (int)(await http.GetAsync(await LinkAsync(TestKit.Seed.Ben, "/recover/factor?link="))).StatusCode);
        Assert.Equal(1, (await SayAsync("recover", "nobody@northlight.example")).Code);
    }

    [Fact]
    public async Task invite_somebody_by_a_mail()
    {
        var (code, said) = await SayAsync("invite", "new@person.example", "--organization", TestKit.Seed.Organization, "--role", "admin", "--admin-role", "developer", "--language", "de");
        Assert.Equal((0, "A mail with the invitation to Northlight Pictures is on its way to new@person.example, as soon as the server runs. It works once, for a week."), (code, said));
        Assert.Equal(200, (int)(await http.GetAsync(await LinkAsync("new@person.example", "/invitation?link="))).StatusCode);
        Assert.Equal(1, (await SayAsync("invite", "new@person.example", "--organization", "nowhere")).Code);
        Assert.Equal(1, (await SayAsync("invite", "new@person.example", "--organization", TestKit.Seed.Organization, "--role", "king")).Code);
        Assert.Equal(1, (await SayAsync("invite", "x@techacct.adobe.com", "--organization", TestKit.Seed.Organization)).Code);
    }

    [Fact]
    public async Task make_no_first_administrator_where_there_is_one() => Assert.Equal(1, (await SayAsync("init", "--email", "root@x.example")).Code);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        folder.Dispose();
    }

    private async Task<(int Code, string Said)> SayAsync(params string[] words)
    {
        var (code, said, _) = await HostProcess.RunAsync([.. words, "--data", folder["d"]]);
        return (code, said);
    }

    private async Task<string> LinkAsync(string to, string path)
    {
        string? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                var outbox = folder["d/outbox"];
                var mails = Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml").Select(file => MimeKit.MimeMessage.Load(file)).Where(mail => mail.To.Mailboxes.Any(mailbox => mailbox.Address == to)) : [];
                found = mails.SelectMany(mail => mail.TextBody!.Split('\n')).FirstOrDefault(line => line.Contains(path, StringComparison.Ordinal))?.Trim();
                return Task.FromResult(found is not null);
            },
            TimeSpan.FromSeconds(10),
            $"no mail with a link to {path} came to {to}");
        return new Uri(found!).PathAndQuery;
    }

    private async Task<string> TokenAsync() => (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok()["access_token"]!;
}
