// The page while the program answers it.
export function live() {}
