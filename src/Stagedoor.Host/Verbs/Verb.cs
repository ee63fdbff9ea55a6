using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Data;
using Stagedoor.Host.Listening;
using Stagedoor.Storage;

namespace Stagedoor.Host.Verbs;

/// <summary>One of the host's verbs: its words, and what it does with an opened installation. It may run beside a serving process, which sees what it did within a second.</summary>
internal abstract class Verb(string name, string description)
{
    /// <summary>The command, ready to be added. <paramref name="settingsOf"/> reads the settings that the whole command line gives.</summary>
    public Command Build(Func<ParseResult, Settings> settingsOf)
    {
        var command = new Command(name, description);
        Declare(command);
        command.SetAction(async (result, cancellation) =>
        {
            var settings = settingsOf(result);
            await using var services = Services(settings);
            var database = services.GetRequiredService<Database>();
            try
            {
                await services.GetRequiredService<Installation>().OpenAsync(static () => { }, cancellation);
                return await RunAsync(result, services, cancellation);
            }
            finally
            {
                await database.StopAsync();
            }
        });
        return command;
    }

    /// <summary>Arguments and options.</summary>
    protected virtual void Declare(Command command)
    {
    }

    /// <summary>The exit code.</summary>
    protected abstract Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation);

    protected static void Say(string line) => Console.Out.WriteLine(line);

    private static ServiceProvider Services(Settings settings)
    {
        SettingsCheck.Prove(settings, ListenAddress.ParseAll(settings.Host.Urls));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(settings.Configuration);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        Composition.Add(services, settings, StorageAccess.Attach);
        return services.BuildServiceProvider();
    }
}
