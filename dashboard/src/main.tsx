import "./styles.css";

import { createRoot } from "react-dom/client";

import { Start } from "./app/start";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Start />);
