using System.Collections.Frozen;

namespace Stagedoor.Server.Administration;

/// <summary>Who may do an act.</summary>
[Flags]
public enum Who
{
    /// <summary>System administrators, and credentials that one of them allowed.</summary>
    SystemAdministrators = 1,

    /// <summary>Any developer; of what the act lists, their own.</summary>
    Developers = 2,

    /// <summary>A developer of the project that it belongs to. Of others' projects a developer knows nothing: not found (attack I1).</summary>
    DevelopersOfTheProject = 4,

    /// <summary>A developer of the project who has the Frame.io S2S product as well.</summary>
    DevelopersWithProduct = 8,

    /// <summary>Of these, people only: no credential does it for them.</summary>
    PeopleOnly = 16,
}

/// <summary>Act by standing, one line each. <c>The_permissions</c> in the tests says the same once more, and proves it over HTTP.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<Act, Who> Table = new Dictionary<Act, Who>
    {
        [Act.ListProjects] = Who.SystemAdministrators | Who.Developers,
        [Act.CreateProject] = Who.SystemAdministrators | Who.Developers,
        [Act.ReadProject] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.RenameProject] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.DeleteProject] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.ExportProject] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.ReadAudit] = Who.SystemAdministrators,
        [Act.ExportAudit] = Who.SystemAdministrators,
        [Act.VerifyAudit] = Who.SystemAdministrators,
        [Act.ReadStatistics] = Who.SystemAdministrators,
        [Act.ListServiceAccounts] = Who.SystemAdministrators,
        [Act.ReadServiceAccount] = Who.SystemAdministrators,
        [Act.GrantServiceAccount] = Who.SystemAdministrators,
        [Act.ChangeServiceAccount] = Who.SystemAdministrators,
        [Act.DisableServiceAccount] = Who.SystemAdministrators,
        [Act.EnableServiceAccount] = Who.SystemAdministrators,
        [Act.DeleteServiceAccount] = Who.SystemAdministrators,
        [Act.ListCredentials] = Who.SystemAdministrators,
        [Act.CreateCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.CreateServerToServer] = Who.SystemAdministrators | Who.DevelopersWithProduct,
        [Act.ReadCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.ChangeCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.RevokeCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.RestoreCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.DeleteCredential] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.AllowManagement] = Who.SystemAdministrators | Who.PeopleOnly,
        [Act.ReadSecrets] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.AddSecret] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.DeleteSecret] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.GenerateToken] = Who.SystemAdministrators | Who.DevelopersOfTheProject,
        [Act.ListPeople] = Who.SystemAdministrators,
        [Act.ReadPerson] = Who.SystemAdministrators,
        [Act.ChangeRoles] = Who.SystemAdministrators,
        [Act.DeactivatePerson] = Who.SystemAdministrators,
        [Act.ReactivatePerson] = Who.SystemAdministrators,
        [Act.ReadPersonSessions] = Who.SystemAdministrators,
        [Act.EndPersonSessions] = Who.SystemAdministrators,
        [Act.RecoverPerson] = Who.SystemAdministrators,
        [Act.ListInvitations] = Who.SystemAdministrators,
        [Act.InvitePerson] = Who.SystemAdministrators,
        [Act.WithdrawInvitation] = Who.SystemAdministrators,
        [Act.ListProductProfiles] = Who.SystemAdministrators,
        [Act.ReadProductProfile] = Who.SystemAdministrators,
        [Act.CreateProductProfile] = Who.SystemAdministrators,
        [Act.RenameProductProfile] = Who.SystemAdministrators,
        [Act.DeleteProductProfile] = Who.SystemAdministrators,
        [Act.AssignProductProfile] = Who.SystemAdministrators,
        [Act.GiveProduct] = Who.SystemAdministrators,
        [Act.PlanSeed] = Who.SystemAdministrators,
        [Act.ApplySeed] = Who.SystemAdministrators,
        [Act.ReadIntegrations] = Who.SystemAdministrators,
        [Act.ChangeIntegrations] = Who.SystemAdministrators,
    }.ToFrozenDictionary();

    public static Who Of(Act act) => Table[act];

    /// <summary>Null when the administrator may. <paramref name="owns"/>: it belongs to a project of theirs.</summary>
    public static Objection? Judge(Act act, Administrator administrator, bool owns = false)
    {
        var who = Table[act];
        if (who.HasFlag(Who.PeopleOnly) && !administrator.IsPerson) return Objection.Forbidden("people_only", "Only a person may do this: no credential does it for them.");
        if (who.HasFlag(Who.SystemAdministrators) && administrator.Has(Standing.SystemAdministrator)) return null;
        if (administrator.Has(Standing.Developer))
        {
            if (who.HasFlag(Who.Developers) || (who.HasFlag(Who.DevelopersOfTheProject) && owns)) return null;
            if (who.HasFlag(Who.DevelopersWithProduct) && owns)
            {
                return administrator.Has(Standing.ServerToServerProduct) ? null : Objection.Forbidden("product_needed", "This needs the Frame.io S2S product: ask a system administrator of the organization to give it to you.");
            }

            if ((who & (Who.DevelopersOfTheProject | Who.DevelopersWithProduct)) != 0) return Objection.NotFound();
        }

        return Objection.Forbidden("not_permitted", "Your role in this organization does not reach so far: ask one of its system administrators.");
    }
}
