using Stagedoor.Server.Audit;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.ServiceAccounts;

/// <summary>Who changes something, and from where, for the audit. Whether they may was judged before.</summary>
public sealed record Author(string Id, string? Address, string? RequestId);

/// <summary>What is done to service account users after they were made, the same for the app and the consoles: checks what was typed, does it in one transaction, and leaves a trace. The audit keeps the old name of a renamed one.</summary>
public sealed class ServiceAccountLife(IServiceAccountStore store, IAvatarStore avatars, IAuditTrail audit, TimeProvider time)
{
    public async Task<ServiceAccountAnswer> EditAsync(Author by, string id, long version, ServiceAccountEdit edit, CancellationToken cancellation)
    {
        edit = edit with { Name = edit.Name.Trim(), Description = string.IsNullOrWhiteSpace(edit.Description) ? null : edit.Description.Trim(), OwnerId = string.IsNullOrEmpty(edit.OwnerId) ? null : edit.OwnerId };
        if (WhatIsWrongWith(edit) is { } invalid) return invalid;
        var answer = await store.EditAsync(id, version, edit, cancellation);
        if (answer is ServiceAccountAnswer.Done(var before, var now)) await RecordAsync(by, before, now, cancellation);
        return answer;
    }

    public async Task<ServiceAccountAnswer> SetDisabledAsync(Author by, string id, long version, bool disabled, CancellationToken cancellation)
    {
        var answer = await store.SetDisabledAsync(id, version, disabled, time.GetUtcNow(), cancellation);
        if (answer is ServiceAccountAnswer.Done(_, var now)) await RecordAsync(by, now, disabled ? AuditAct.ServiceAccountDisabled : AuditAct.ServiceAccountEnabled, null, cancellation);
        return answer;
    }

    public async Task<ServiceAccountAnswer> DeleteAsync(Author by, string id, long version, CancellationToken cancellation)
    {
        var answer = await store.DeleteAsync(id, version, time.GetUtcNow(), cancellation);
        if (answer is ServiceAccountAnswer.Done(_, var now)) await RecordAsync(by, now, AuditAct.ServiceAccountDeleted, now.Name, cancellation);
        return answer;
    }

    /// <summary>Sets its picture, or takes it away with null.</summary>
    public async Task<ServiceAccountAnswer> SetAvatarAsync(Author by, string id, long version, Avatar? avatar, CancellationToken cancellation)
    {
        // The version first: of two at once, the second is told so before it replaces what the first chose.
        var answer = await store.TouchAsync(id, version, cancellation);
        if (answer is not ServiceAccountAnswer.Done(_, var now)) return answer;
        if (avatar is null) await avatars.RemoveAsync(id, cancellation);
        else await avatars.SetAsync(id, avatar, time.GetUtcNow(), cancellation);
        await RecordAsync(by, now, AuditAct.ServiceAccountChanged, avatar is null ? "picture_removed" : "picture", cancellation);
        return answer;
    }

    /// <summary>Gives all that a person owns in an organization to another person of it. Null when that is no active person there.</summary>
    public async Task<int?> PassOnAsync(Author by, string organizationId, string personId, string heirId, CancellationToken cancellation)
    {
        if (await store.PassOnAsync(organizationId, personId, heirId, cancellation) is not { } count) return null;
        if (count > 0)
        {
            await audit.RecordAsync(
                new() { At = time.GetUtcNow(), Act = AuditAct.ServiceAccountsPassedOn, ActorId = by.Id, OrganizationId = organizationId, TargetId = heirId, Detail = personId, Address = by.Address, RequestId = by.RequestId },
                cancellation);
        }

        return count;
    }

    private static ServiceAccountAnswer.Invalid? WhatIsWrongWith(ServiceAccountEdit edit)
    {
        if (ServiceAccountName.WhatIsWrongWith(edit.Name) is { } name) return new("name", name);
        if (edit.Description is { } description && (description.Length > ServiceAccount.LongestDescription || ServiceAccountName.HoldsUnseen(description)))
        {
            return new("description", "a description has at most 300 characters, and no control, direction or invisible ones");
        }

        return ServiceAccount.AccountRoles.Contains(edit.AccountRole) ? null : new("account_role", "the account role of a service account is member, admin or reviewer");
    }

    private async Task RecordAsync(Author by, ServiceAccount before, ServiceAccount now, CancellationToken cancellation)
    {
        if (before.Name != now.Name) await RecordAsync(by, now, AuditAct.ServiceAccountRenamed, before.Name, cancellation);
        List<string> changed = [];
        if (before.Description != now.Description) changed.Add("description");
        if (before.OwnerId != now.OwnerId) changed.Add("owner " + (now.OwnerId ?? "none"));
        if (before.AccountRole != now.AccountRole) changed.Add("account_role " + now.AccountRole);
        if (changed.Count > 0) await RecordAsync(by, now, AuditAct.ServiceAccountChanged, string.Join(", ", changed), cancellation);
    }

    private Task RecordAsync(Author by, ServiceAccount account, string act, string? detail, CancellationToken cancellation) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = act,
            ActorId = by.Id,
            ClientId = account.ClientId,
            OrganizationId = account.OrganizationId,
            TargetId = account.Id,
            Detail = detail,
            Address = by.Address,
            RequestId = by.RequestId,
        },
        cancellation);
}
