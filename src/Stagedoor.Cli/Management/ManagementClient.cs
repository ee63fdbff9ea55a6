using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Stagedoor.Cli.Api;
using Stagedoor.Cli.Profiles;
using Stagedoor.Client;

namespace Stagedoor.Cli.Management;

/// <summary>
/// The management API of Stagedoor, as the profile's server-to-server credential. Answers are JSON and are passed on as they came: a script sees every member that the service has, an older command hides none.
/// The token is asked for with the one scope that this needs, and not kept.
/// </summary>
internal sealed class ManagementClient : IDisposable
{
    public const string Scope = "stagedoor.manage";

    private const string OwnOrganization = "own", PageSize = "100";

    private readonly Invocation call;
    private readonly HttpClient http;
    private readonly string root;

    private ManagementClient(Invocation call, HttpClient http, string root) => (this.call, this.http, this.root) = (call, http, root);

    public static ManagementClient Open(Invocation call, string? organization)
    {
        var profile = call.Profile;
        if (profile.Issuer?.StartsWith(ProfileSettings.Adobe, StringComparison.OrdinalIgnoreCase) == true) throw new CommandException(ExitCode.Usage, "Adobe's service has no management API: its Admin Console and Developer Console do this.", "Use a profile of a Stagedoor: --profile NAME.");
        if (profile.Kind != CredentialKind.ServiceAccount) throw NotAllowed(ExitCode.Usage, "Managing an organization is done by a server-to-server credential, and this profile is a person's.");
        var authentication = Session.ServiceAccount(call.Shell, profile with { Scopes = ["openid", Scope] }, keeps: false);
        var issuer = new Uri(new Uri(profile.Issuer!).GetLeftPart(UriPartial.Authority));
#pragma warning disable CA2000 // The client disposes of its handlers.
        var http = new HttpClient(new FrameioHandler(authentication, issuer) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) } }) { BaseAddress = issuer };
#pragma warning restore CA2000
        return new(call, http, $"/management/v1/organizations/{Uri.EscapeDataString(organization ?? call.Shell.Variable("STAGEDOOR_ORGANIZATION") ?? OwnOrganization)}");
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, cancellation);

    /// <summary>With nothing to say.</summary>
    public Task<JsonElement> SendAsync(HttpMethod method, string path, CancellationToken cancellation) => ExchangeAsync(method, path, null, cancellation);

    /// <summary>With the members of an object. A creation may be repeated on the way without happening twice.</summary>
    public Task<JsonElement> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter> members, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return ExchangeAsync(method, path, text.ToArray(), cancellation);
    }

    /// <summary>With JSON as it is.</summary>
    public Task<JsonElement> PostAsync(string path, byte[] json, CancellationToken cancellation) => ExchangeAsync(HttpMethod.Post, path, json, cancellation);

    private async Task<JsonElement> ExchangeAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellation)
    {
        var address = new Uri(http.BaseAddress!, root + path);
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = Checked(await ApiAnswer.SendAsync(call, http, Request, cancellation), method, address);
        return answer.Body.Length == 0 ? default : (Shown.Parse(answer.Body) ?? throw Unreadable(address)).RootElement;

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(method, address);
            if (json is not null) request.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
            if (method == HttpMethod.Post) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            return request;
        }
    }

    /// <summary>All items of a list, page after page.</summary>
    public async IAsyncEnumerable<JsonElement> ListAsync(string path, IReadOnlyList<(string Name, string? Value)> query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await GetAsync(WithQuery(path, [.. query, ("page_size", PageSize), ("after", after)]), cancellation);
            foreach (var item in page.GetProperty("items").EnumerateArray()) yield return item;
            var next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
            if (next is null || next == after) yield break;
            after = next;
        }
    }

    /// <summary>Copies a file as it comes.</summary>
    public async Task DownloadAsync(string path, Stream output, CancellationToken cancellation)
    {
        var address = new Uri(http.BaseAddress!, root + path);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            Checked(await ApiAnswer.SendAsync(call, http, () => new(HttpMethod.Get, address), cancellation), HttpMethod.Get, address);
            throw Unreadable(address);
        }

        await response.Content.CopyToAsync(output, cancellation);
    }

    public static string WithQuery(string path, IReadOnlyList<(string Name, string? Value)> query)
    {
        var said = query.Where(static field => field.Value is not null).Select(static field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}").ToList();
        return said.Count == 0 ? path : $"{path}?{string.Join('&', said)}";
    }

    /// <summary>A place in a path.</summary>
    public static string Place(string? id) => string.IsNullOrWhiteSpace(id) ? throw new CommandException(ExitCode.Usage, "An id is empty.", "stagedoor --help") : Uri.EscapeDataString(id);

    public void Dispose() => http.Dispose();

    // What stands between a credential and this API has its own next step.
    private static ApiAnswer Checked(ApiAnswer answer, HttpMethod method, Uri address)
    {
        try
        {
            return answer.Checked(method, address);
        }
        catch (CommandException refused) when (refused.Status is 401 or 403 && refused.Code is null or "insufficient_scope" or "not_allowed" or "not_server_to_server" or "not_authenticated" or "people_only")
        {
            throw refused.Code == "people_only" ? new CommandException(refused.ExitCode, refused.Message, "Do it in the Admin Console, signed in as a system administrator.", refused) { Code = refused.Code, Status = refused.Status, RequestId = refused.RequestId }
                : NotAllowed(refused.ExitCode, refused.Message, refused);
        }
    }

    private static CommandException NotAllowed(int exitCode, string message, CommandException? refused = null) => new(
        exitCode,
        message,
        $"In the Developer Console make a server-to-server credential with the Stagedoor Management API, let a system administrator allow it to manage the organization, then: stagedoor login --server-to-server --scope \"openid {Scope}\" …",
        refused)
    { Code = refused?.Code, Status = refused?.Status, RequestId = refused?.RequestId };

    private static CommandException Unreadable(Uri address) => new(ExitCode.Failed, $"The answer of {address.AbsolutePath} is not what it should be.", "Check that the issuer's address is Stagedoor's own, and that nothing between here and there answers in its place.");
}
