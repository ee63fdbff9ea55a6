using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests;

/// <summary>Where .NET people expect it: services, configuration, named clients, meters.</summary>
[OnStore(StoreKind.Sqlite)]
public class An_applications_services(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("/ims")]
    public async Task call_the_api_after_one_line_and_a_section(string dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Frameio:Authority"] = app.Issuer + dialect,
            ["Frameio:ClientId"] = Seed.DailiesBot.Id,
            ["Frameio:ClientSecret"] = Seed.DailiesBot.Secret,
            ["Frameio:Scopes"] = "openid,AdobeID,frame.s2s.all",
            ["Frameio:RenewAhead"] = "00:10:00",
        }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(app.Clock);
        services.AddFrameio(configuration.GetSection("Frameio"));
        await using var provider = services.BuildServiceProvider();
        var measured = new List<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == FrameioDiagnostics.Name) listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => { lock (measured) measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}"); });
        meters.Start();
        using var frameio = provider.GetRequiredService<IHttpClientFactory>().CreateClient("frameio");
        Assert.Contains("Service Account User", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal("Service Account User", (await provider.GetRequiredService<FrameioClient>().Users.GetMeAsync()).Name);
        Assert.Same(provider.GetRequiredService<ServerToServerAuthentication>(), provider.GetRequiredService<ITokenSource>());
        lock (measured) Assert.Contains("stagedoor.client.token.duration [grant_type, client_credentials] [outcome, ok]", measured);
    }

    [Fact]
    public async Task refuse_to_start_with_settings_that_cannot_be_right()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFrameio(options => (options.Authority, options.RenewAhead) = ("http://issuer.example", TimeSpan.FromDays(2)));
        using var host = builder.Build();
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["ClientId", "Authority", "RenewAhead", "ClientSecret"], problem.Failures.Select(failure => failure.Split(' ')[0]));
    }

    [Theory]
    [InlineData("Frameio:ClientSecert", "x"), InlineData("Frameio:RenewAhead", "soon"), InlineData("Frameio:Dialect", "Klingon"), InlineData("Frameio:RedirectUri", "https://x.example")]
    public void refuse_settings_that_nobody_knows(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build();
        var services = new ServiceCollection();
        services.AddFrameio(configuration.GetSection("Frameio"));
        using var provider = services.BuildServiceProvider();
        Assert.Throws<ArgumentException>(() => provider.GetRequiredService<IOptions<ServerToServerOptions>>().Value);
    }

    [Fact]
    public async Task repeat_what_is_safe_when_the_api_is_busy_and_nothing_else()
    {
        var asked = new List<string>();
        using var api = new Wire(sent => { asked.Add(sent.Method); return asked.Count(method => method == sent.Method) == 1 ? Wire.Json(503, "{}", ("Retry-After", "0")) : Wire.Json(200, "{}"); });
        var services = new ServiceCollection();
        services.AddFrameio(_ => TokenSource.Static("t"), new("https://api.frame.io")).ConfigurePrimaryHttpMessageHandler(() => api);
        await using var provider = services.BuildServiceProvider();
        using var frameio = provider.GetRequiredService<IHttpClientFactory>().CreateClient(FrameioServices.HttpClientName);
        Assert.True((await frameio.GetAsync(new Uri("/v4/me", UriKind.Relative))).IsSuccessStatusCode);
        using var content = new StringContent("{}");
        Assert.False((await frameio.PostAsync(new Uri("/v4/search", UriKind.Relative), content)).IsSuccessStatusCode);
        Assert.Equal(["GET", "GET", "POST"], asked);
    }

    [Fact]
    public async Task sign_a_person_in_to_a_native_app()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(app.Clock);
        services.AddSingleton<ITokenStore>(new MemoryTokenStore(app.Clock));
        services.AddFrameioNativeApp(options => (options.ClientId, options.Authority) = (Seed.DesktopIngest.Id, app.Issuer));
        await using var provider = services.BuildServiceProvider();
        var ingest = provider.GetRequiredService<NativeAppAuthentication>();
        Assert.Same(provider.GetRequiredService<ITokenStore>(), ingest.Options.Store);
        await app.SignInAsync(ingest);
        Assert.Equal("Ada Field", (await provider.GetRequiredService<FrameioClient>().Users.GetMeAsync()).Name);
    }
}
