using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints;

/// <summary>Whom an access token stands for: a person, or a service account user; and their organizations.</summary>
internal abstract record BearerSubject
{
    private BearerSubject()
    {
    }

    public sealed record OfPerson(Person Person) : BearerSubject;

    public sealed record OfServiceAccount(ServiceAccount Account) : BearerSubject;
}

/// <summary>Finds the subject of a verified token while it is in service.</summary>
internal sealed class BearerSubjects(IPersonStore people, IServiceAccountStore serviceAccounts, IOrganizationStore organizations)
{
    public async ValueTask<Result<BearerSubject>> FindAsync(VerifiedToken token, CancellationToken cancellation)
    {
        if (token.ActorId is not null && await ActorOfAsync(token, cancellation) is null) return Gone();
        if (token.IsServiceAccount)
        {
            return await serviceAccounts.FindAsync(token.SubjectId, cancellation) is { DisabledAt: null } account ? new BearerSubject.OfServiceAccount(account) : Gone();
        }

        return await people.FindAsync(token.SubjectId, cancellation) is { DisabledAt: null } person ? new BearerSubject.OfPerson(person) : Gone();
    }

    /// <summary>The service account that acts for the subject, while it is in service; null where nobody acts.</summary>
    public async ValueTask<ServiceAccount?> ActorOfAsync(VerifiedToken token, CancellationToken cancellation) =>
        token.ActorId is { } id && await serviceAccounts.FindAsync(id, cancellation) is { DisabledAt: null } account ? account : null;

    public ValueTask<IReadOnlyList<Membership>> MembershipsOfAsync(Person person, CancellationToken cancellation) => organizations.MembershipsOfAsync(person.Id, cancellation);

    /// <summary>The organizations of the subject.</summary>
    public async ValueTask<IReadOnlyList<Organization>> OrganizationsOfAsync(BearerSubject subject, CancellationToken cancellation)
    {
        var ids = subject switch
        {
            BearerSubject.OfPerson(var person) => (await MembershipsOfAsync(person, cancellation)).Select(membership => membership.OrganizationId).ToList(),
            BearerSubject.OfServiceAccount(var account) => [account.OrganizationId],
            _ => [],
        };
        var found = new List<Organization>(ids.Count);
        foreach (var id in ids)
        {
            if (await organizations.FindAsync(id, cancellation) is { } organization) found.Add(organization);
        }

        return found;
    }

    private static Result<BearerSubject> Gone() => ProtocolError.BadToken("the access token is not valid").WithReason("its subject is gone or disabled");
}
