using System.CommandLine;
using System.Text;
using Stagedoor.Host.Seed;
using Stagedoor.Server;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Verbs;

/// <summary>Makes the first administrator, who sets a password by a one-time link: an hour, one use, stored as a hash (design §11).</summary>
internal sealed class Init() : Verb("init", "Make the first administrator, and print a link to set the password: valid for an hour, once.")
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Option<string> email = new("--email") { Required = true, Description = "The administrator's e-mail address." };
    private readonly Option<string?> name = new("--name") { Description = "The administrator's name; without it, what stands before the @." };
    private readonly Option<string> organization = new("--organization") { Description = "The organization's name.", DefaultValueFactory = static _ => "Organization" };

    protected override void Declare(Command command)
    {
        command.Add(email);
        command.Add(name);
        command.Add(organization);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var links = services.GetRequiredService<IAdministratorLinks>();
        var people = services.GetRequiredService<IPersonStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await links.AnyAdministratorAsync(cancellation)) throw new StartRefusedException("An administrator exists already: a first one is not made again.");
        var seed = Seed(arguments);
        await services.GetRequiredService<Seeder>().ApplyAsync(seed, cancellation);
        var person = await people.FindByEmailAsync(seed.Organizations[0].People[0].Email, cancellation) ?? throw new StartRefusedException("The administrator could not be made.");
        var handle = OneTimeValue.New();
        await links.AddAsync(OneTimeValue.FirstAdministrator.Hash(handle), person.Id, now + Life, now, cancellation);
        await services.GetRequiredService<IAuditTrail>().RecordAsync(new AuditEntry { At = now, Act = AuditAct.AdministratorLinked, TargetId = person.Id }, cancellation);
        Say($"Open this link within an hour to set the password of {person.Email}. It works once:");
        Say("");
        Say($"  {services.GetRequiredService<StagedoorOptions>().Issuer}/init?link={handle}");
        return 0;
    }

    // The same path as a seed, and the same rules.
    private SeedFile Seed(ParseResult arguments)
    {
        var address = arguments.GetRequiredValue(email);
        var seed = new SeedFile
        {
            Organizations =
            [
                new()
                {
                    Name = arguments.GetRequiredValue(organization),
                    People = [new() { Email = address, Name = arguments.GetValue(name) ?? address.Split('@')[0], AdminRoles = ["system_admin", "developer"], AccountRole = "owner", EmailVerified = true }],
                },
            ],
        };
        if (SeedCheck.ErrorsIn(seed, makesSecrets: false) is not [var first, ..]) return seed;
        throw new StartRefusedException(new StringBuilder(first).Replace("$.organizations[0].people[0].email", "--email").Replace("$.organizations[0].people[0].name", "--name").Replace("$.organizations[0].name", "--organization").ToString());
    }
}
