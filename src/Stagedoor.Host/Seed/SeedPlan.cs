using Stagedoor.Host.Configuration;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host.Seed;

/// <summary>Which seed this start applies: the one that the settings name, or the demo, or none. Read and proven before anything is written.</summary>
internal sealed class SeedPlan
{
    private readonly Settings settings;

    private SeedPlan(Settings settings) => this.settings = settings;

    public SeedFile? Seed { get; private set; }

    /// <summary>Whether <see cref="Seed"/> is the demo.</summary>
    public bool IsDemo { get; private set; }

    private bool MayHoldLiterals => settings is { IsLoopbackOnly: true, IsProduction: false };

    public static SeedPlan Make(Settings settings)
    {
        var plan = new SeedPlan(settings);
        var hasDemo = File.Exists(DemoSeed.In(settings.Host.Data));
        if (hasDemo && !plan.MayHoldLiterals) throw new StartRefusedException($"The data folder {settings.Host.Data} holds the demo, whose passwords stand in {DemoSeed.FileName}: begin with another folder where other machines can reach this one, and in production.");
        if (settings.Host.Seed is { } path) plan.Seed = plan.Prove(SeedReader.Read(path), path);
        else if (hasDemo) plan.TakeDemo();
        return plan;
    }

    /// <summary>A seed of the given settings, read and proven.</summary>
    public static SeedFile Read(Settings settings, string path) => new SeedPlan(settings).Prove(SeedReader.Read(path), path);

    /// <summary>For an empty database: makes the demo where it is allowed and nothing else was named.</summary>
    public void BeginDemo()
    {
        if (Seed is not null || !settings.Host.Demo || !MayHoldLiterals) return;
        DemoSeed.Write(settings.Host.Data);
        TakeDemo();
    }

    private void TakeDemo()
    {
        var file = DemoSeed.In(settings.Host.Data);
        (Seed, IsDemo) = (Prove(SeedReader.Read(file), file), true);
    }

    private SeedFile Prove(SeedFile seed, string name)
    {
        if (SeedCheck.ErrorsIn(seed, makesSecrets: false).Concat(SeedContentCheck.ErrorsIn(seed)).ToList() is { Count: > 0 } errors) throw new StartRefusedException(string.Join(Environment.NewLine, errors.Select(error => $"The seed {name} cannot be applied: {error}")));
        if (!MayHoldLiterals && LiteralIn(seed)) throw new StartRefusedException($"The seed {name} holds passwords or secrets themselves: where other machines can reach this one, and in production, name them as env:NAME or file:PATH.");
        return seed;
    }

    private static bool LiteralIn(SeedFile seed) => seed.Organizations.Any(organization => organization.People.Any(person => person.Password?.IsLiteral == true)
        || organization.Projects.SelectMany(project => project.Credentials).SelectMany(credential => credential.ClientSecrets).Any(secret => secret.Value?.IsLiteral == true));
}
