using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tests.Endpoints;

namespace Stagedoor.Server.Tests.Golden;

/// <summary>
/// The wire formats, byte by byte, as files: a request, a line of ###, and the answer with every header that matters. What differs from run to run stands in braces or brackets.
/// With <c>STAGEDOOR_GOLDEN=write</c> the answers are written anew, to be read in the difference.
/// </summary>
[Collection(EndpointTests.Name)]
public partial class The_wire(EndpointApps apps)
{
    private static readonly string[] Passing = ["Date", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive"];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.http").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files)), OnStore(StoreKind.Sqlite)]
    public async Task says_what_the_file_says(string file)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var path = Path.Combine(Folder(), file + ".http");
        var parts = (await File.ReadAllTextAsync(path, Made.Stop)).Split("\n###\n");
        var known = await KnownAsync(app, parts[0]);
        using var request = Request(Fill(parts[0], known));
        var said = Mask(await DescribeAsync(await app.Http.SendAsync(request, Made.Stop)), known);
        if (parts.Length == 1 || Environment.GetEnvironmentVariable("STAGEDOOR_GOLDEN") == "write") await File.WriteAllTextAsync(path, $"{parts[0].TrimEnd('\n')}\n###\n{said}", Made.Stop);
        else Assert.Equal(parts[1], said);
    }

    private static async Task<Dictionary<string, string>> KnownAsync(StagedoorApp app, string request)
    {
        var organization = await app.OrganizationAsync();
        var machine = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var web = await app.CredentialAsync(ApplicationKind.WebApp, organization, settings => settings with { RequirePkce = false });
        var page = await app.CredentialAsync(ApplicationKind.SinglePageApp, organization, settings => settings with { DefaultRedirectUri = "https://page.example/callback" });
        var someone = await app.SomeoneAsync(web);
        var known = new Dictionary<string, string>
        {
            ["issuer"] = app.Issuer,
            ["organization.id"] = organization,
            ["organization.ident"] = organization[..24],
            ["machine.id"] = machine.Id,
            ["machine.secret"] = machine.Secret!,
            ["machine.basic"] = Basic(machine),
            ["machine.account"] = (await app.Get<IServiceAccountStore>().FindByClientAsync(machine.Id, Made.Stop))!.Id,
            ["web.id"] = web.Id,
            ["web.basic"] = Basic(web),
            ["page.id"] = page.Id,
            ["person.id"] = someone.Id,
            ["person.email"] = someone.Email,
        };
        if (request.Contains("{{manager.token}}", StringComparison.Ordinal))
        {
            var manager = await app.CredentialAsync(ApplicationKind.ServerToServer, organization, settings => settings with { Scopes = ["openid", "adobeio_api", "read_client_secret", "manage_client_secrets"] });
            Assert.True(await app.Get<IClientStore>().SetManagementAsync(manager.Id, "somebody", app.Now, Made.Stop));
            known["manager.id"] = manager.Id;
            known["manager.token"] = await app.MachineTokenAsync(manager);
            known["machine.secret.id"] = (await app.Get<IClientStore>().FindAsync(machine.Id, Made.Stop))!.Secrets[0].Id;
        }

        if (request.Contains("{{machine.token}}", StringComparison.Ordinal)) known["machine.token"] = await app.MachineTokenAsync(machine);
        if (request.Contains("{{person.token}}", StringComparison.Ordinal)) known["person.token"] = (await app.TokensAsync(web, someone))["access_token"]!;
        if (request.Contains("{{refresh}}", StringComparison.Ordinal)) known["refresh"] = (await app.TokensAsync(web, someone))["refresh_token"]!;
        if (!request.Contains("{{code}}", StringComparison.Ordinal)) return known;
        var grant = await app.CodeAsync(web, someone);
        known["code"] = grant.Code;
        known["verifier"] = grant.Proof.Verifier;
        return known;
    }

    private static string Basic(SeedClient client) => TokenRequests.Basic(client.Id, client.Secret!).Parameter!;

    private static string Fill(string text, Dictionary<string, string> known) => known.Aggregate(text, (filled, pair) => filled.Replace($"{{{{{pair.Key}}}}}", pair.Value, StringComparison.Ordinal));

    private static HttpRequestMessage Request(string text)
    {
        var lines = text.Split('\n').SkipWhile(line => line.StartsWith('#')).ToList();
        var first = lines[0].Split(' ');
        var request = new HttpRequestMessage(new HttpMethod(first[0]), first[1]);
        var headers = lines.Skip(1).TakeWhile(line => line.Length > 0).ToList();
        var body = string.Concat(lines.Skip(headers.Count + 2)).Trim();
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        foreach (var header in headers) Assert.True(request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()), header);
        return request;
    }

    private static async Task<string> DescribeAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder($"HTTP {(int)response.StatusCode}\n");
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => !Passing.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers) text.Append($"{header.Key}: {string.Join(", ", header.Value)}\n");
        var body = await response.Content.ReadAsStringAsync(Made.Stop);
        return text.Append(body.Length == 0 ? "" : $"\n{body}\n").ToString();
    }

    private static string Mask(string text, Dictionary<string, string> known)
    {
        foreach (var (name, value) in known) text = text.Replace(value, $"{{{{{name}}}}}", StringComparison.Ordinal);
        text = ClientSecret().Replace(text, "<client secret>");
        text = Words().Replace(text, "<Ddd, Mmm d yyyy hh:mm:ss.fff UTC>");
        text = Jwt().Replace(text, "<jwt>");
        text = TokenId().Replace(text, "<token id>");
        text = Hex().Replace(text, "<id>");
        text = Uuid().Replace(text, "<uuid>");
        text = KeyId().Replace(text, "<kid>");
        text = KeyMaterial().Replace(text, "\"$1\":\"<key>\"");
        return Time().Replace(text, "\"$1\":$2<time>$2");
    }

    [GeneratedRegex("p8e-[A-Za-z0-9_-]{43}")]
    private static partial Regex ClientSecret();

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} [1-9]\d? \d{4} \d\d:\d\d:\d\d\.\d{3} UTC")]
    private static partial Regex Words();

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\d{13}_[0-9a-f-]{36}_sd")]
    private static partial Regex TokenId();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Hex();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("sd-[0-9a-f]{16}")]
    private static partial Regex KeyId();

    [GeneratedRegex("\"(n|x|y|moi)\":\"[^\"]+\"")]
    private static partial Regex KeyMaterial();

    [GeneratedRegex("\"(iat|nbf|exp|auth_time|updated_at|created_at|rtea)\":(\"?)\\d+\"?")]
    private static partial Regex Time();
}
