using System.Globalization;
using System.Text;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Seed;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host;

/// <summary>What a person who started the host reads: the addresses that answer, the demo's people and credentials, and the first API call.</summary>
internal static class Banner
{
    private static readonly (string Path, string Title)[] Addresses =
    [
        ("/", "Home and sign-in"),
        ("/developer", "Developer Console"),
        ("/admin", "Admin Console"),
        ("/.well-known/openid-configuration", "Discovery, standard"),
        ("/ims/.well-known/openid-configuration", "Discovery, IMS"),
        ("/v4/me", "V4 API"),
        ("/health/ready", "Health"),
    ];

    public static string Of(WebApplication app, TimeSpan took, bool coloured)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        var plan = app.Services.GetRequiredService<SeedPlan>();
        var issuer = settings.Server.Issuer;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n{Bold("Stagedoor is ready", coloured)} in {took.TotalMilliseconds:0} ms. Data: {settings.Host.Data} ({settings.Host.Storage.Provider})\n\n");
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, title) in Addresses.Where(address => routes.Contains(address.Path))) text.Append(CultureInfo.InvariantCulture, $"  {title,-20} {issuer}{path}\n");
        if (plan is { IsDemo: true, Seed: { } demo }) AppendDemo(text, demo, issuer, settings.Host.Data, coloured);
        return text.Append("\n  Ctrl+C stops it.\n\n").ToString();
    }

    private static void AppendDemo(StringBuilder text, SeedFile demo, string issuer, string data, bool coloured)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{Bold("Demo people", coloured)} (also in {DemoSeed.In(data)})\n\n");
        foreach (var person in demo.Organizations.SelectMany(organization => organization.People))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {person.Email,-24} {person.Password?.Value.Reveal(),-26} {person.Name}, {string.Join(", ", person.AdminRoles.Prepend(person.AccountRole))}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{Bold("Demo credentials", coloured)}\n\n");
        var credentials = demo.Organizations.SelectMany(organization => organization.Projects).SelectMany(project => project.Credentials).ToList();
        foreach (var credential in credentials) text.Append(CultureInfo.InvariantCulture, $"  {credential.Kind,-17} {credential.Name,-15} {credential.ClientId}\n");
        if (credentials.Find(credential => credential is { Kind: "server_to_server", ClientId: not null, ClientSecrets: [_, ..] }) is not { } bot) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{Bold("The first API call, as a service account user:", coloured)}\n\n");
        text.Append(Coloured(FirstCall(issuer, bot.ClientId!, bot.ClientSecrets[0].Value!.Value.Reveal()), coloured)).Append('\n');
    }

    /// <summary>One line that needs curl and sed only.</summary>
    private static string FirstCall(string issuer, string clientId, string secret) =>
        $"curl -s {issuer}/v4/me -H \"Authorization: Bearer $(curl -s {issuer}/ims/token/v3 -d grant_type=client_credentials -d client_id={clientId} -d client_secret={secret} -d scope=openid,AdobeID,frame.s2s.all | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\"";

    private static string Bold(string text, bool coloured) => coloured ? $"\e[1m{text}\e[0m" : text;

    private static string Coloured(string text, bool coloured) => coloured ? $"\e[36m{text}\e[0m" : text;
}
