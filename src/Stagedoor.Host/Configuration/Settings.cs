using Stagedoor.Server;

namespace Stagedoor.Host.Configuration;

/// <summary>All settings, read and proven: from <c>appsettings.json</c> in the working folder, the environment (<c>STAGEDOOR__…</c>) and the command line, the last winning.</summary>
public sealed record Settings(IConfigurationRoot Configuration, HostOptions Host, StagedoorOptions Server, string EnvironmentName)
{
    public const string Section = "Stagedoor";

    /// <summary>Whether the whole of it is for this machine only: the addresses and the issuer.</summary>
    public bool IsLoopbackOnly => new Uri(Server.Issuer).IsLoopback && Listening.ListenAddress.ParseAll(Host.Urls).All(address => address.IsLoopback);

    public bool IsProduction => EnvironmentName.Equals("Production", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without a word in the environment: development, as long as nobody else can reach it.</summary>
    public bool IsDevelopment => EnvironmentName.Length == 0 ? IsLoopbackOnly : EnvironmentName.Equals("Development", StringComparison.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> ShortForms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--urls"] = $"{Section}:Urls",
        ["--data"] = $"{Section}:Data",
        ["--seed"] = $"{Section}:Seed",
    };

    /// <summary>Throws <see cref="StartRefusedException"/> with a sentence when a setting is unknown or cannot be read.</summary>
    public static Settings Read(string[] args)
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddCommandLine(args, ShortForms)
                .Build();
            var section = configuration.GetSection(Section);
            KnownSettings.Check(section);
            var host = new HostOptions();
            var server = new StagedoorOptions { Issuer = "" };
            section.Bind(host);
            section.Bind(server);
            host.Data = Path.GetFullPath(host.Data);
            return new(configuration, host, server, configuration["ASPNETCORE_ENVIRONMENT"] ?? configuration["DOTNET_ENVIRONMENT"] ?? "");
        }
        catch (Exception problem) when (problem is InvalidOperationException or InvalidDataException or FormatException)
        {
            throw new StartRefusedException($"The settings cannot be read: {problem.Message}", problem);
        }
    }
}
