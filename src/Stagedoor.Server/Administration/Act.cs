namespace Stagedoor.Server.Administration;

/// <summary>What can be done in the consoles and over the management API. Who may is one line in <see cref="Permissions"/>.</summary>
public enum Act
{
    ListProjects,
    CreateProject,
    ReadProject,
    RenameProject,
    DeleteProject,
    ReadAudit,
    ExportAudit,
    VerifyAudit,
    ReadStatistics,
    ListServiceAccounts,
    ReadServiceAccount,
    GrantServiceAccount,
    ChangeServiceAccount,
    DisableServiceAccount,
    EnableServiceAccount,
    DeleteServiceAccount,
    ListCredentials,
    CreateCredential,
    CreateServerToServer,
    ReadCredential,
    ChangeCredential,
    RevokeCredential,
    RestoreCredential,
    DeleteCredential,
    AllowManagement,
    ReadSecrets,
    AddSecret,
    DeleteSecret,
}
