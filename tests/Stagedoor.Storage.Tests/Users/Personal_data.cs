using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Users;

/// <summary>What is kept on a person can be read and erased, wherever it is kept (design §9).</summary>
public partial class Personal_data
{
    // What says nothing of a person although it is called so: the column, and why.
    private static readonly Dictionary<string, string> OfNobody = new()
    {
        ["client_secrets.last_used_address"] = "the address of a credential's own machine",
        ["device_authorizations.user_code_hash"] = "a code's hash",
        ["organizations.account_image"] = "an organization's",
        ["service_accounts.account_role"] = "a service account's",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task stands_in_no_table_that_the_download_and_the_deletion_do_not_know()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        const string Columns = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
        var columns = await store.Database.ReadAsync(link => link.AllAsync(Columns, row => (Table: row.Text(0), Column: row.Text(1))), Cancellation);
        var known = PersonalTables.All.SelectMany(table => table.Columns.Select(column => (table.Name, column))).ToHashSet();
        Assert.Empty(known.Except(columns));
        Assert.Equal(PersonalTables.All.Length, PersonalTables.All.Select(table => table.Name).Distinct().Count());
        var forgotten = columns.Where(column => Personal.IsMatch(column.Column) && !known.Contains(column) && !OfNobody.ContainsKey($"{column.Table}.{column.Column}")).Select(column => $"{column.Table}.{column.Column}");
        Assert.True(!forgotten.Any(), "in Stagedoor.Storage/Sql/PersonalTables.cs are missing: " + string.Join(", ", forgotten));
        Assert.All(PersonalTables.All, table => Assert.True(table.Download is not null || table.NothingToRead is not null, $"{table.Name} is not in the download, and nobody says why"));
        Assert.All(PersonalTables.All, table => Assert.True(table.Erase.Length > 0 || table.Stays is not null, $"{table.Name} is not erased, and nobody says why"));
    }

    [Theory, Stores]
    public async Task is_all_in_the_download_and_nobody_else_s_is(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, other) = (await WithEverythingAsync(store, "canary-ada"), await WithEverythingAsync(store, "canary-ben"));
        var json = await DownloadAsync(store, person.Id);
        using var document = JsonDocument.Parse(json);
        var empty = document.RootElement.EnumerateObject().Where(table => table.Value.GetArrayLength() == 0).Select(table => table.Name).ToHashSet();
        var filled = PersonalTables.All.Where(table => table.Download is not null).Select(table => table.Name).Except(OfTheApi).ToList();
        Assert.DoesNotContain(filled, empty.Contains);
        Assert.Equal(PersonalTables.All.Count(table => table.Download is not null), document.RootElement.EnumerateObject().Count());
        foreach (var told in new[] { person.Email, "canary-ada name", "192.0.2.77", "canary-ada browser", "canary-ada passkey" }) Assert.Contains(told, json, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-ben", json, StringComparison.Ordinal);
        foreach (var secret in new[] { "canary-ada-hash", "canary-ada-handle" }) Assert.DoesNotContain(secret, json, StringComparison.Ordinal);
        Assert.Contains("canary-ben", await DownloadAsync(store, other.Id), StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task is_gone_after_the_deletion_but_for_the_ids_and_the_audit_is_whole(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, other) = (await WithEverythingAsync(store, "canary-ada"), await WithEverythingAsync(store, "canary-ben"));
        var heirs = (await store.Get<IPersonalData>().EstatesAsync(person.Id, Cancellation)).Where(estate => estate.Heirs.Count > 0).ToDictionary(estate => estate.OrganizationId, estate => estate.Heirs[0].PersonId);
        Assert.Equal(Erasure.Erased, await store.Get<IPersonalData>().EraseAsync(person.Id, heirs, store.Now, Cancellation));

        var left = await EverythingAsync(store);
        Assert.Empty(left.Where(cell => cell.Text.Contains("canary-ada", StringComparison.OrdinalIgnoreCase)).Select(cell => $"{cell.Column}: {cell.Text}"));
        Assert.Empty(left.Where(cell => cell.Text.Contains("192.0.2.77", StringComparison.Ordinal) && cell.Row.Contains(person.Id, StringComparison.Ordinal)).Select(cell => $"{cell.Column}: {cell.Text}"));
        var allowed = PersonalTables.All.Where(table => table.Stays is not null).Select(table => table.Name).ToHashSet();
        Assert.DoesNotContain(left.Where(cell => cell.Text.Contains(person.Id, StringComparison.Ordinal)).Select(cell => cell.Column.Split('.')[0]), table => !allowed.Contains(table));
        Assert.Contains(left, cell => cell.Text.Contains("canary-ben", StringComparison.Ordinal));

        var gone = (await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation))!;
        Assert.Equal(("Deleted user", person.FrameioId, null, true), (gone.Name, gone.FrameioId, gone.PasswordHash, gone.DeletedAt is not null && gone.DisabledAt is not null));
        Assert.False(await store.Get<IPersonStore>().SetDisabledAsync(person.Id, false, store.Now, Cancellation));
        Assert.Null(await store.Get<IPersonStore>().FindByEmailAsync(person.Email, Cancellation));
        Assert.Equal(Erasure.Unknown, await store.Get<IPersonalData>().EraseAsync(person.Id, heirs, store.Now, Cancellation));
        Assert.Equal(other.Id, (await store.Get<IPersonStore>().FindByEmailAsync(other.Email, Cancellation))!.Id);

        // The address is free, for a new person.
        var next = await store.APersonAsync("Ada again", person.Email);
        Assert.NotEqual(person.Id, next.Id);
        Assert.Empty(await store.Get<ISignInHistory>().OfPersonAsync(next.Id, null, 10, Cancellation));

        var log = store.Get<IAuditLog>();
        var entries = await log.ReadAsync(log.Node, 0, Cancellation).ToListAsync(Cancellation);
        Assert.Contains(entries, entry => entry.Body.Contains(person.Id, StringComparison.Ordinal));
        Assert.All(entries.Where(entry => entry.Body.Contains(person.Id, StringComparison.Ordinal)), entry => Assert.DoesNotContain("192.0.2.77", entry.Body, StringComparison.Ordinal));
    }

    [Theory, Stores]
    public async Task is_erased_with_everything_open_fed_to_the_revocation(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        var (session, family, code) = (store.ASession(person, "browser"), store.AFamily(person.Id), store.ACode(person.Id));
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        await store.Get<IRefreshTokenStore>().StartAsync(family, Cancellation);
        await store.Get<IAuthorizationCodeStore>().AddAsync(code, Cancellation);
        Assert.IsType<Redemption.Redeemed>(await store.Get<IAuthorizationCodeStore>().RedeemAsync(code.Hash, store.Now, Cancellation));
        Assert.Equal(Erasure.Erased, await store.Get<IPersonalData>().EraseAsync(person.Id, new Dictionary<string, string>(), store.Now, Cancellation));
        Assert.False(await store.Get<ISessionStore>().IsLiveAsync(session.Sid, store.Now, Cancellation));
        Assert.Null(await store.Get<IRefreshTokenStore>().FindAsync(family.FamilyId, Cancellation));
        // A code that was being redeemed at that moment leaves no family behind.
        Assert.False(await store.Get<IRefreshTokenStore>().StartAsync(store.AFamily(person.Id) with { FamilyId = code.FamilyId }, Cancellation));
        var fed = await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation);
        Assert.Contains(fed, revocation => revocation is { Kind: RevocationKind.Subject, Epoch: 1 } && revocation.Key == person.Id);
    }

    private static readonly string[] OfTheApi =
        ["workspaces", "api_projects", "assets", "comments", "comment_reactions", "contents", "webhooks", "custom_actions", "account_groups", "account_group_members", "field_definitions", "collections", "shares", "content_roles", "share_reviewers", "activities", "webhook_deliveries", "invitations"];

    private static async Task<string> DownloadAsync(Store store, string personId)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) await store.Get<IPersonalData>().WriteAsync(personId, writer, () => Task.CompletedTask, Cancellation);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    // Every text and every blob in every table, and the row that it stands in.
    private static async Task<List<(string Column, string Text, string Row)>> EverythingAsync(Store store)
    {
        const string Tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", PostgresTables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
        var cells = new List<(string, string, string)>();
        foreach (var table in await store.Database.ReadAsync(link => link.AllAsync(store.Options.Provider == StorageProvider.Sqlite ? Tables : PostgresTables, row => row.Text(0)), Cancellation))
        {
            var rows = await store.Database.ReadAsync(link => link.AllAsync($"SELECT * FROM {table}", row => Enumerable.Range(0, row.Count).Select(at => (Name: row.NameOf(at), Value: row.ValueOf(at))).ToList()), Cancellation);
            foreach (var row in rows)
            {
                var whole = string.Join('|', row.Select(cell => TextOf(cell.Value)));
                cells.AddRange(row.Select(cell => ($"{table}.{cell.Name}", TextOf(cell.Value), whole)));
            }
        }

        return cells;
    }

    private static string TextOf(object? value) => value switch { byte[] bytes => System.Text.Encoding.Latin1.GetString(bytes), null => "", _ => value.ToString()! };

    // Somebody of whom every table of the identity service knows something.
    private static async Task<Person> WithEverythingAsync(Store store, string canary)
    {
        var person = new Person
        {
            Id = Given.Id("AdobeID"),
            FrameioId = Guid.NewGuid(),
            Email = canary + "+a&b@example.com",
            EmailVerified = true,
            Name = canary + " name",
            GivenName = canary,
            FamilyName = canary,
            Country = "DE",
            Locale = "de",
            CreatedAt = store.Now,
            PasswordHash = canary + "-hash",
        };
        Assert.True(await store.Get<IPersonStore>().AddAsync(person, Cancellation));
        var organization = await store.AnOrganizationAsync();
        var heir = await store.APersonAsync("Heir");
        foreach (var (id, role) in new[] { (person.Id, "owner"), (heir.Id, "member") }) await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = id, AdminRoles = ["developer"], AccountRole = role }, Cancellation);
        var former = await store.AnOrganizationAsync();
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = former.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
        Assert.Equal(MemberChange.Done, await store.Get<IOrganizationPeople>().DeactivateAsync(former.Id, person.Id, null, null, heir.Id, store.Now, Cancellation));
        await store.Get<IOrganizationStore>().AddProductProfileAsync(new() { Id = Given.Random(), OrganizationId = organization.Id, Name = "Profile", Api = "frameio", People = [heir.Id, person.Id] }, Cancellation);
        await store.Get<IDeveloperProjects>().AddAsync(new() { Id = Given.Random(), OrganizationId = organization.Id, Name = "Ingest", CreatedAt = store.Now }, person.Id, 10, Cancellation);
        var client = await store.AClientAsync(organization, ApplicationKind.ServerToServer, new() { Scopes = ["openid"], OwnerId = person.Id });
        await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization) with { OwnerId = person.Id, CreatedBy = person.Id }, Cancellation);
        await store.AClientAsync(settings: new() { Scopes = ["openid"], BetaUsers = [person.Email.ToUpperInvariant(), "somebody@example.com"] });
        await store.Get<IAvatarStore>().SetAsync(person.Id, new(Given.Random(), "image/png", System.Text.Encoding.ASCII.GetBytes(canary)), store.Now, Cancellation);
        var session = store.ASession(person, canary) with { BrowserHash = canary + "-hash", Address = "192.0.2.77", UserAgent = canary + " browser" };
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        var hearing = await store.AClientAsync(organization, ApplicationKind.WebApp, new() { Scopes = ["openid"], BackchannelLogoutUri = "https://app.example/backchannel" });
        var over = store.ASession(person, canary + "-over");
        await store.Get<ISessionStore>().AddAsync(over, null, store.Now, Cancellation);
        await store.Get<IRefreshTokenStore>().StartAsync(store.AFamily(person.Id, hearing.ClientId, over.Sid), Cancellation);
        Assert.True(await store.Get<ISessionStore>().EndAsync(over.Sid, store.Now, Cancellation));
        await store.Get<IConsentStore>().AllowAsync(new() { PersonId = person.Id, ClientId = client.ClientId, Scopes = Protocol.OAuth.ScopeSet.Of("openid"), GrantedAt = store.Now }, Cancellation);
        await store.Get<IAppIntegrations>().AllowAsync(organization.Id, null, client.ClientId, person.Id, 10, store.Now, Cancellation);
        await store.Get<IIntegrationRules>().AskAsync(person.Id, [new(organization.Id, organization.Name, client.ClientId)], 10, store.Now, Cancellation);
        await store.Get<IRefreshTokenStore>().StartAsync(store.AFamily(person.Id, client.ClientId, session.Sid) with { CurrentHash = canary + "-hash" }, Cancellation);
        await store.Get<IAuthorizationCodeStore>().AddAsync(store.ACode(person.Id, client.ClientId, session.Sid), Cancellation);
        var device = store.ADevice(clientId: client.ClientId);
        await store.Get<IDeviceAuthorizationStore>().AddAsync(device, Cancellation);
        Assert.True(await store.Get<IDeviceAuthorizationStore>().AllowAsync(device.DeviceCodeHash, person.Id, session.Sid, store.Now, "1", "pwd", store.Now, Cancellation));
        await store.Get<IPasskeyStore>().AddAsync(new() { Id = canary + "-id", PersonId = person.Id, Name = canary + " passkey", PublicKey = new byte[] { 1 }, SignCount = 0, IsBackupEligible = true, IsBackedUp = true, CreatedAt = store.Now }, true, Cancellation);
        await store.Get<IAuthenticatorStore>().SetAsync(new() { PersonId = person.Id, SealedSecret = System.Text.Encoding.ASCII.GetBytes(canary + "-hash"), LastStep = 0, CreatedAt = store.Now }, true, Cancellation);
        await store.Get<IRecoveryCodeStore>().ReplaceAsync(person.Id, [canary + "-hash"], store.Now, Cancellation);
        await store.Get<IRememberedDeviceStore>().AddAsync(new() { Id = Given.Random(), PersonId = person.Id, Hash = canary + "-hash", PersonEpoch = 0, CreatedAt = store.Now, ExpiresAt = store.Now.AddDays(30), Address = "192.0.2.77", UserAgent = canary + " browser" }, Cancellation);
        await store.Get<IPersonLinkStore>().AddAsync(canary + "-handle", new() { Purpose = PersonLinkPurpose.ChangeEmail, PersonId = person.Id, EmailKey = Person.EmailKey(person.Email), Detail = canary + "@new.example", ExpiresAt = store.Now.AddHours(1) }, store.Now, Cancellation);
        await store.Get<IAdministratorLinks>().AddAsync(canary + "-handle2", person.Id, store.Now.AddHours(1), store.Now, Cancellation);
        await store.Get<IMailStore>().AddAsync(new() { Id = Given.Random(), Sealed = System.Text.Encoding.ASCII.GetBytes(canary), PersonId = person.Id, CreatedAt = store.Now }, Cancellation);
        await store.Get<ISeedLedger>().AddAsync("person:" + Person.EmailKey(person.Email), null, Cancellation);
        await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = person.Id, TargetId = session.Sid, Address = "192.0.2.77", UserAgent = canary + " browser" }, Cancellation);
        await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignInRefused, Typed = person.Email, Address = "192.0.2.77" }, Cancellation);
        return person;
    }

    [GeneratedRegex("(^|_)(person|people|user|users|member|subject|owner|creator|completer|sender|author|actor|reviewer|recipient|invited|inviter|by|email|mail|address|typed|json|roles?|given|family_name|image|avatar)(_|$)")]
    private static partial Regex Personal { get; }
}
