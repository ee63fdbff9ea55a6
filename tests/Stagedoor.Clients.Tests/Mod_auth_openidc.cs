using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Clients.Tests;

/// <summary>Debian's libapache2-mod-auth-openidc: an Apache of our own on loopback that lets in whom we sign in, and one that takes our access tokens by introspection and by key.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public class Mod_auth_openidc(Mod_auth_openidc.HttpsFixture apps) : IClassFixture<Mod_auth_openidc.HttpsFixture>
{
    /// <summary>The module introspects over https only.</summary>
    public sealed class HttpsFixture : AppFixture
    {
        protected override AppOptions Options => new() { RealClock = true, Https = true };
    }

    private const string Module = "/usr/lib/apache2/modules/mod_auth_openidc.so";

    [Fact]
    public async Task lets_a_person_in_and_names_them_to_the_page()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var apache = await Apache.StartAsync(app);
        using var visitor = new Browser(apache.Address);
        var sent = await visitor.GoAsync("/private/");
        Assert.NotNull(sent.Left);
        Assert.StartsWith(app.Issuer + "/oauth2/authorize", sent.Left.OriginalString, StringComparison.Ordinal);
        using var person = app.NewBrowser();
        var back = await person.SignInAndAllowAsync(sent.Left.OriginalString, Seed.Ada, Seed.AdaPassword);
        var page = await visitor.GoAsync(back.Left!.OriginalString);
        Assert.Equal("let in", page.Html.Trim());
        Assert.Equal(Seed.Ada, page.Answer.Header("x-email"));
        Assert.EndsWith("@AdobeID", page.Answer.Header("x-sub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_live_tokens_and_refuses_revoked_ones_by_introspection()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var apache = await Apache.StartAsync(app);
        using var http = new HttpClient { BaseAddress = apache.Address };
        var token = (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot)).Ok()["access_token"];
        Assert.Equal(200, (await http.GetAsync("/api/", token)).Code);
        Assert.Equal(401, (await http.GetAsync("/api/", token + "x")).Code);
        Assert.Equal(401, (await http.GetAsync("/api/", bearer: null)).Code);
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", token)], Seed.DailiesBot)).Is(200);
        Assert.Equal(401, (await http.GetAsync("/api/", token)).Code);
    }

    private sealed class Apache : IAsyncDisposable
    {
        private readonly Process process;
        private readonly string folder;

        private Apache(Process process, string folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

        public Uri Address { get; }

        public static async Task<Apache> StartAsync(StagedoorApp app)
        {
            var program = Needs.Program("apache2", "apache2");
            Needs.That(File.Exists(Module), "mod_auth_openidc is not installed (Debian: apt-get install libapache2-mod-auth-openidc): tests with it did not run.");
            var folder = Directory.CreateTempSubdirectory("stagedoor-apache-").FullName;
            foreach (var part in (string[])["private", "api"])
            {
                Directory.CreateDirectory(Path.Combine(folder, "www", part));
                await File.WriteAllTextAsync(Path.Combine(folder, "www", part, "index.html"), "let in\n");
            }

            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var port = FreePort();
            await File.WriteAllTextAsync(Path.Combine(folder, "apache.conf"), Configuration(app, folder, port));
            var info = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in (string[])["-d", folder, "-f", Path.Combine(folder, "apache.conf"), "-DFOREGROUND"]) info.ArgumentList.Add(argument);
            var apache = new Apache(Process.Start(info)!, folder, new Uri($"http://127.0.0.1:{port}"));
            await apache.AnswersAsync();
            Versions.Saw("mod_auth_openidc", await VersionAsync());
            return apache;
        }

        private static string Configuration(StagedoorApp app, string folder, int port)
        {
            var modules = string.Join('\n', ((string[])["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "headers", "auth_openidc"]).Select(name => $"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"));
            return string.Create(CultureInfo.InvariantCulture, $"""
                ServerName 127.0.0.1
                Listen 127.0.0.1:{port}
                PidFile {folder}/pid
                ErrorLog {folder}/error.log
                LogLevel warn
                {modules}
                {(Environment.UserName == "root" ? "User www-data\nGroup www-data" : "")}
                TypesConfig /etc/mime.types
                DocumentRoot {folder}/www
                DirectoryIndex index.html
                OIDCProviderMetadataURL {app.Issuer}/.well-known/openid-configuration
                OIDCClientID {Seed.ReviewBoard.Id}
                OIDCClientSecret {Seed.ReviewBoard.Secret}
                OIDCRedirectURI http://127.0.0.1:{port}/callback
                OIDCCryptoPassphrase {Guid.NewGuid():N}
                OIDCScope "openid email profile"
                OIDCPKCEMethod S256
                OIDCSSLValidateServer Off
                OIDCOAuthSSLValidateServer Off
                OIDCOAuthIntrospectionEndpoint {app.Issuer}/oauth2/introspect
                OIDCOAuthClientID {Seed.DailiesBot.Id}
                OIDCOAuthClientSecret {Seed.DailiesBot.Secret}
                OIDCOAuthTokenIntrospectionInterval 0
                OIDCOAuthRemoteUserClaim sub
                <Location /private/>
                  AuthType openid-connect
                  Require valid-user
                  Header set x-email "%{"{OIDC_CLAIM_email}"}e"
                  Header set x-sub "%{"{OIDC_CLAIM_sub}"}e"
                </Location>
                <Location /callback>
                  AuthType openid-connect
                  Require valid-user
                </Location>
                <Location /api/>
                  AuthType oauth20
                  Require valid-user
                </Location>
                """);
        }

        private async Task AnswersAsync()
        {
            for (var waited = 0; waited < 100; waited++)
            {
                try
                {
                    using var probe = new TcpClient();
                    await probe.ConnectAsync(IPAddress.Loopback, Address.Port);
                    return;
                }
                catch (SocketException) when (!process.HasExited)
                {
                    await Task.Delay(100);
                }
            }

            throw new InvalidOperationException($"apache2 did not start: {await process.StandardError.ReadToEndAsync()}");
        }

        private static async Task<string> VersionAsync()
        {
            using var dpkg = Process.Start(new ProcessStartInfo("dpkg-query", ["-W", "-f", "${Version}", "libapache2-mod-auth-openidc"]) { RedirectStandardOutput = true })!;
            return await dpkg.StandardOutput.ReadToEndAsync();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        public async ValueTask DisposeAsync()
        {
            var log = Path.Combine(folder, "error.log");
            if (File.Exists(log)) TestContext.Current.TestOutputHelper?.WriteLine(await File.ReadAllTextAsync(log));
            // SIGTERM ends the children too; a kill would leave them.
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
