using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Administration;

/// <summary>What of a service account user is to be changed; null leaves as it is, an empty text takes away.</summary>
public sealed record ServiceAccountChange
{
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? OwnerId { get; init; }
    public string? AccountRole { get; init; }
}

/// <summary>The service account users of an organization, for its system administrators.</summary>
public sealed class ServiceAccountUsers(
    IServiceAccountStore store, ServiceAccountLife life, IClientStore clients, IOrganizationStore organizations, Cursors cursors, ActRecord record, TimeProvider time)
{
    public const int PageSize = 20;

    private const int LongestId = 128, LongestText = 100, Attempts = 3, MostGrantable = 100;

    private const string Api = "frameio";

    /// <summary>The organization and the page of <paramref name="query"/> are set here.</summary>
    public async ValueTask<Outcome<Listed<ListedServiceAccount>>> ListAsync(Administrator administrator, ServiceAccountQuery query, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ListServiceAccounts, administrator) is { } refused) return refused;
        if (query.Text?.Length > LongestText) return Objection.Invalid("text", "bad_text", "The text has at most 100 characters.");
        var list = $"service accounts {query.Order} {query.Status} {query.OwnerId} {query.InactiveSince is not null} {query.SecretEndsBy is not null} {query.WithoutOwner} {query.Text}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var asked = query with { OrganizationId = administrator.OrganizationId, After = place is null ? null : new(place.Value, place.Id), Most = size + 1 };
        var found = await store.ListAsync(asked, time.GetUtcNow(), cancellation);
        return cursors.Page(administrator, list, found, size, one => new(one.Cursor(query.Order).Key, one.Account.Id));
    }

    public ValueTask<Outcome<ListedServiceAccount>> FindAsync(Administrator administrator, string id, CancellationToken cancellation) => OpenAsync(administrator, Act.ReadServiceAccount, id, cancellation);

    /// <summary>What there is of its making, for whoever is about to disable or delete it.</summary>
    public async ValueTask<Outcome<ServiceAccountWork>> WorkOfAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, Act.ReadServiceAccount, id, cancellation)).Failed(out var refused, out _) ? refused : await store.WorkOfAsync(id, cancellation);

    /// <summary>The credentials that could be granted one, a hundred at most.</summary>
    public async ValueTask<Outcome<Listed<CredentialWithout>>> GrantableAsync(Administrator administrator, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.GrantServiceAccount, administrator) is { } refused) return refused;
        return new Listed<CredentialWithout>(await store.CredentialsWithoutAsync(administrator.OrganizationId, MostGrantable, cancellation), null);
    }

    /// <summary>Lets a server-to-server credential act in the account: makes its service account user, under the next default name.</summary>
    public async Task<Outcome<ListedServiceAccount>> GrantAsync(Administrator administrator, string clientId, string? accountRole, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.GrantServiceAccount, administrator) is { } refused) return refused;
        if (clientId.Length is 0 or > LongestId || await clients.FindNowAsync(clientId, cancellation) is not { } client || client.OrganizationId != administrator.OrganizationId) return Objection.Invalid("credential", "unknown_credential", "The organization has no such credential.");
        if (client.Kind != ApplicationKind.ServerToServer) return Objection.Invalid("credential", "not_server_to_server", "Only a server-to-server credential acts as a service account user.");
        if (await organizations.FindProjectAsync(client.ProjectId, cancellation) is not { } project || !project.Apis.Contains(Api)) return Objection.Conflict("api_missing", "The credential's project does not have the Frame.io API: add it first.");
        if (client.DisabledAt is not null) return Objection.Conflict("credential_revoked", "The credential is revoked: restore it first.");
        var role = string.IsNullOrEmpty(accountRole) ? ServiceAccount.AccountRoles[0] : accountRole;
        if (!ServiceAccount.AccountRoles.Contains(role)) return Objection.Invalid("account_role", "bad_account_role", "The account role of a service account is member, admin or reviewer.");
        if (await organizations.FindAsync(administrator.OrganizationId, cancellation) is not { } organization) return Objection.NotFound();
        var id = $"{RandomIds.Hex24()}@{ServiceAccount.IdDomain}";
        var account = await store.CreateAsync(
            new()
            {
                Id = id,
                FrameioId = RandomIds.Uuid(),
                ClientId = client.ClientId,
                OrganizationId = organization.Id,
                AccountId = organization.Account.Id,
                OwnerId = client.Settings.OwnerId ?? (administrator.IsPerson ? administrator.Id : null),
                CreatedBy = administrator.Id,
                AccountRole = role,
                CreatedAt = time.GetUtcNow(),
            },
            cancellation);
        if (account.Id != id) return Objection.Conflict("granted_before", account.DeletedAt is null ? "The credential acts as a service account user already." : "The credential's service account user was deleted: make a new credential for a new one.");
        await record.OfAsync(administrator, AuditAct.ServiceAccountCreated, account.Id, clientId: client.ClientId);
        return await OpenAsync(administrator, Act.ReadServiceAccount, account.Id, cancellation);
    }

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public Task<Outcome<ListedServiceAccount>> ChangeAsync(Administrator administrator, string id, long? version, ServiceAccountChange change, CancellationToken cancellation) => DoAsync(
        administrator, Act.ChangeServiceAccount, id, version, (author, now, seen) => life.EditAsync(author, id, seen, With(now, change), cancellation), cancellation);

    /// <summary>Ends every secret and token of it within a second; what it made stays.</summary>
    public Task<Outcome<ListedServiceAccount>> DisableAsync(Administrator administrator, string id, long? version, CancellationToken cancellation) =>
        DoAsync(administrator, Act.DisableServiceAccount, id, version, (author, _, seen) => life.SetDisabledAsync(author, id, seen, true, cancellation), cancellation);

    /// <summary>Takes the disabling back. No old secret or token lives again.</summary>
    public Task<Outcome<ListedServiceAccount>> EnableAsync(Administrator administrator, string id, long? version, CancellationToken cancellation) =>
        DoAsync(administrator, Act.EnableServiceAccount, id, version, (author, _, seen) => life.SetDisabledAsync(author, id, seen, false, cancellation), cancellation);

    /// <summary>Ends it and its credential for good. What it made stays under its name.</summary>
    public async Task<Outcome<Done>> DeleteAsync(Administrator administrator, string id, long? version, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if ((await OpenAsync(administrator, Act.DeleteServiceAccount, id, cancellation)).Failed(out var refused, out var found)) return refused;
            var answer = await life.DeleteAsync(AuthorOf(administrator), id, version ?? found.Account.Version, cancellation);
            if (answer is ServiceAccountAnswer.Done) return Done.Value;
            if (!IsWorthAgain(answer, version, attempt)) return Why(answer);
        }
    }

    private async Task<Outcome<ListedServiceAccount>> DoAsync(
        Administrator administrator, Act act, string id, long? version, Func<Author, ServiceAccount, long, Task<ServiceAccountAnswer>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if ((await OpenAsync(administrator, act, id, cancellation)).Failed(out var refused, out var found)) return refused;
            var answer = await work(AuthorOf(administrator), found.Account, version ?? found.Account.Version);
            if (answer is ServiceAccountAnswer.Done or ServiceAccountAnswer.Same) return await OpenAsync(administrator, Act.ReadServiceAccount, id, cancellation);
            if (!IsWorthAgain(answer, version, attempt)) return Why(answer);
        }
    }

    // Who named no version wants it done to whatever is there: somebody else was in between.
    private static bool IsWorthAgain(ServiceAccountAnswer answer, long? version, int attempt) => answer is ServiceAccountAnswer.Changed && version is null && attempt < Attempts;

    private static Objection Why(ServiceAccountAnswer answer) => answer switch
    {
        ServiceAccountAnswer.Changed => Objection.Changed(),
        ServiceAccountAnswer.NameTaken => Objection.Conflict("name_taken", "A member of the account has that name, or one that looks like it."),
        ServiceAccountAnswer.OwnerUnknown => Objection.Invalid("owner", "owner_unknown", "The owner is an active person of the organization."),
        ServiceAccountAnswer.Invalid(var field, var why) => Objection.Invalid(field, CodeOf(field), char.ToUpperInvariant(why[0]) + why[1..] + "."),
        _ => Objection.NotFound(),
    };

    private static string CodeOf(string field) => field switch { "name" => "bad_name", "description" => "bad_description", _ => "bad_account_role" };

    private static ServiceAccountEdit With(ServiceAccount now, ServiceAccountChange change) =>
        new(change.Name ?? now.Name, change.Description ?? now.Description, change.OwnerId ?? now.OwnerId, change.AccountRole ?? now.AccountRole);

    private static Author AuthorOf(Administrator administrator) => new(administrator.Id, administrator.Address, administrator.RequestId);

    private async ValueTask<Outcome<ListedServiceAccount>> OpenAsync(Administrator administrator, Act act, string id, CancellationToken cancellation)
    {
        if (Permissions.Judge(act, administrator) is { } refused) return refused;
        return id.Length is > 0 and <= LongestId && await store.FindListedAsync(administrator.OrganizationId, id, time.GetUtcNow(), cancellation) is { } found ? found : Objection.NotFound();
    }
}
